import { existsSync } from 'node:fs';
import { startGroup } from './process-group';

/** A display for windows that nobody looks at, or the one that is there when GAPSCOPE_TEST_DISPLAY names it. */
export async function openDisplay(): Promise<{ readonly name: string; close(): Promise<void> }> {
  const given = process.env['GAPSCOPE_TEST_DISPLAY'];
  if (given !== undefined) return { name: given, close: () => Promise.resolve() };
  if (!existsSync('/usr/bin/Xvfb')) throw new Error('Xvfb is missing: apt install xvfb xauth');
  // The server chooses a free number and writes it to the descriptor that it is given.
  const server = startGroup('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
  const [, number] = await server.says(/^(\d+)\n/m, 20_000);
  return { name: `:${number ?? ''}`, close: () => server.kill() };
}
