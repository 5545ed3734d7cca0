import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Points } from '#core/mathematics/points';

/** One estimate by scikit-dimension. */
export interface Call {
  /** Its class in skdim.id. */
  readonly class: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** What is called with the points: `fit` if not given. */
  readonly method?: string;
  /** What that is given beside the points. */
  readonly fit?: Readonly<Record<string, unknown>>;
  /** The attribute that is read: `dimension_` if not given. */
  readonly answer?: string;
}

const value = z.union([z.number(), z.array(z.number())]);
const reply = z.object({
  answers: z.array(z.union([z.object({ value }), z.object({ problem: z.string() })])),
  sets: z.record(z.string(), z.array(z.array(z.number()))),
  fixtures: z.record(z.string(), z.record(z.string(), z.unknown())),
});
export type Reply = z.output<typeof reply>;

/**
 * Scikit-dimension's answers, one a case.
 * @param sets - points by name; null for those that its own reference fixtures have by that name
 */
export async function askScikitDimension(
  python: string,
  sets: Readonly<Record<string, Points | null>>,
  cases: readonly { readonly set: string; readonly call: Call }[],
): Promise<Reply> {
  const child = spawn(python, [join(import.meta.dirname, 'scikit_dimension.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const rows = Object.entries(sets).map(([name, points]) => [name, points === null ? null : rowsOfPoints(points)]);
  const calls = cases.map(({ set, call }) => ({
    set,
    call: { arguments: {}, method: 'fit', fit: {}, answer: 'dimension_', ...call },
  }));
  child.stdin.end(JSON.stringify({ sets: Object.fromEntries(rows), cases: calls }));
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === '') throw new Error(`Python answered nothing: ${complaint}`);
  return reply.parse(JSON.parse(output));
}

function rowsOfPoints({ count, dimension, values }: Points): number[][] {
  return Array.from({ length: count }, (_, i) => [...values.subarray(i * dimension, (i + 1) * dimension)]);
}
