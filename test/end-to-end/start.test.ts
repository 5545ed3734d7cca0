import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startGroup, type ProcessGroup } from './harness/process-group';
import { workspaceFolder } from './harness/workspace-folder';

const root = fileURLToPath(new URL('../..', import.meta.url));
const printedLink = /http:\/\/127\.0\.0\.1:\d+\/\S+/;

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
  it('goes straight to its link where all is installed and built', async () => {
    const start = startTyping('npm', ['--prefix', root, 'start']);
    await start.says(printedLink, 60_000);
    expect(start.output()).toContain('there is no display');
    expect(start.output()).not.toMatch(/install|compil|download|building/);
  });

  // util-linux's `script` gives it a terminal.
  it.runIf(existsSync('/usr/bin/script'))('ends in good order at Ctrl+C on a terminal', async () => {
    const line = `trap : INT; npm --prefix '${root}' start; echo "status $?"`;
    const terminal = startTyping('script', ['--quiet', '--return', '--command', line, '/dev/null']);
    await terminal.says(printedLink, 60_000);
    terminal.child.stdin.write('\x03');
    await terminal.says(/status \d+/, 20_000);
    expect(terminal.output()).not.toMatch(/Error|unexpected/);
  });
});
