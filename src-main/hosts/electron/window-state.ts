import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const storedState = z.object({ bounds: rectangle, maximised: z.boolean() });

export type Rectangle = z.output<typeof rectangle>;
export type WindowState = z.output<typeof storedState>;

/** The state saved last; undefined the first time, or when the file can't be read. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return storedState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Missing or damaged: the window opens as for the first time.
    return undefined;
  }
}

/** Keeps the state for the next start; says so where it cannot be kept, which is no reason not to close. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch (error) {
    console.error('The window’s place could not be stored.', error);
  }
}

/** The nearest rectangle of at most that size that lies wholly on one of the displays, so that a window never opens where no screen is. */
export function clampToDisplays(bounds: Rectangle, displays: readonly Rectangle[]): Rectangle {
  const overlap = (display: Rectangle): number =>
    Math.max(0, Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x)) *
    Math.max(0, Math.min(bounds.y + bounds.height, display.y + display.height) - Math.max(bounds.y, display.y));
  const [first, ...others] = displays;
  if (first === undefined) return bounds;
  const display = others.reduce((best, other) => (overlap(other) > overlap(best) ? other : best), first);
  const width = Math.min(bounds.width, display.width);
  const height = Math.min(bounds.height, display.height);
  return {
    width,
    height,
    x: Math.min(Math.max(bounds.x, display.x), display.x + display.width - width),
    y: Math.min(Math.max(bounds.y, display.y), display.y + display.height - height),
  };
}
