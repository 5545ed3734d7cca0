import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startGroup, type ProcessGroup } from './harness/process-group';
import { workspaceFolder } from './harness/workspace-folder';

const root = fileURLToPath(new URL('../..', import.meta.url));
const link = /http:\/\/127\.0\.0\.1:\d+\/\S+/;

const cleaners: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleaners.splice(0).toReversed()) await clean();
});

function startTyping(command: string, args: readonly string[]): ProcessGroup {
  const folder = workspaceFolder();
  const group = startGroup(
    command,
    args,
    { XDG_DATA_HOME: folder.path, DISPLAY: '', WAYLAND_DISPLAY: '' },
    { typing: true },
  );
  cleaners.push(
    () => folder.remove(),
    () => group.kill(),
  );
  return group;
}

describe('npm start', () => {
  it('takes less than three seconds the second time, to its link and to its window', { timeout: 300_000 }, async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'test/benchmarks/start-time.mjs'), '--json', '--rounds', '3'],
      { cwd: root },
    );
    const taken = z.object({ link: z.number(), window: z.number() }).parse(JSON.parse(stdout));
    expect(taken.link).toBeLessThan(3);
    expect(taken.window).toBeLessThan(3);
  });

  // util-linux's `script` gives it a terminal.
  it.runIf(existsSync('/usr/bin/script'))('ends in good order at Ctrl+C on a terminal', async () => {
    const line = `trap : INT; npm --prefix '${root}' start; echo "status $?"`;
    const terminal = startTyping('script', ['--quiet', '--return', '--command', line, '/dev/null']);
    await terminal.says(link, 60_000);
    terminal.child.stdin.write('\x03');
    await terminal.says(/status \d+/, 20_000);
    expect(terminal.output()).not.toMatch(/Error|unexpected/);
  });
});
