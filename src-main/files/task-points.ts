import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { checkMemory } from './allocate-points';
import type { Table } from './define-reader';

const defaultRows = 1000;

/** Fresh points of a known task, `id?key=value&…`. */
export function sampleTask(reference: string, rows: number | undefined, seed: number): Table {
  const { space } = resolveSpace(reference);
  const count = rows ?? defaultRows;
  checkMemory(`task:${reference}`, count, space.ambientDimension, 'float64');
  const points = space.sample(count, randomStream([seed, 'points of a task']));
  return { points, available: count, rows: undefined, layout: space.layout, largest: undefined, labels: undefined };
}
