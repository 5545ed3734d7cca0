import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { openDisplay } from '../end-to-end/harness/display';
import { workspaceFolder } from '../end-to-end/harness/workspace-folder';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Seconds from the start of the process. */
export interface Start {
  /** The first view is drawn and listens. */
  readonly interactive: number;
  /** It has reached the engine. */
  readonly connected: number;
}

/** How long Electron takes to its first view, on a new workspace. */
export async function untilInteractive(executable: string): Promise<Start> {
  const folder = workspaceFolder();
  const display = await openDisplay();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  const child = spawn(
    executable,
    [...sandbox, root, '--remote-debugging-port=0', `--user-data-dir=${join(folder.path, 'profile')}`],
    {
      env: {
        ...process.env,
        ...{ DISPLAY: display.name, XDG_DATA_HOME: folder.path, GAPSCOPE_ENGINE_NODE: process.execPath },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  try {
    let said = '';
    for await (const chunk of child.stderr) {
      said += String(chunk);
      if (said.includes('DevTools listening')) break;
    }
    const host = /DevTools listening on ws:\/\/([\d.:]+)/.exec(said)?.[1] ?? '';
    const interactive = await mark(host);
    return { interactive: (interactive - began) / 1000, connected: (Date.now() - began) / 1000 };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await display.close();
    await folder.remove();
  }
}

const answer = z.object({ result: z.object({ result: z.object({ value: z.unknown() }) }) });

/** Waits until the page has reached the engine; answers when it marked that it can be used, milliseconds since 1970. */
async function mark(host: string): Promise<number> {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
  const targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string().default('') }));
  let address: string | undefined;
  while (address === undefined) {
    await pause();
    const found = targets.parse(await (await fetch(`http://${host}/json`)).json());
    address = found.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
  }
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const expression = `document.querySelector('[role=status]')?.dataset.state === 'connected'
    ? performance.timeOrigin + performance.getEntriesByName('gapscope:interactive')[0]?.startTime : null`;
  try {
    for (let id = 1; ; id++) {
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } }));
      const [message]: unknown[] = await once(socket, 'message');
      const value = answer.safeParse(JSON.parse(String(message))).data?.result.result.value;
      if (typeof value === 'number') return value;
      await pause();
    }
  } finally {
    socket.terminate();
  }
}
