import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import type { Work } from '#core/work';
import type { Table } from './define-reader';

/** Values looked at between two checkpoints. */
const blockLength = 1 << 22;

/** Throws 'not-finite' at the first NaN or infinity. */
export async function expectFinite({ points, rows }: Table, source: string, work: Work): Promise<void> {
  const { values, dimension } = points;
  for (let from = 0; from < values.length; from += blockLength) {
    const to = Math.min(values.length, from + blockLength);
    for (let i = from; i < to; i++) {
      if (Number.isFinite(values[i])) continue;
      const point = Math.floor(i / dimension);
      const row = (rows?.[point] ?? point) + 1;
      throw new ExpectedError(
        'not-finite',
        `${source}: value ${(i % dimension) + 1} of row ${row} is ${values[i]}; expected finite numbers only.`,
      );
    }
    await work.checkpoint({ step: `Checking ${source}`, current: to, total: values.length });
  }
}

/**
 * Divides by the largest value of the format; where it has none, maps the range of the values that were read to [0, 1]. The values,
 * finite ones, are changed where they lie: they can fill half of the memory.
 */
export async function scaleToUnit({ points, largest }: Table, source: string, work: Work): Promise<void> {
  const { values } = points;
  const [from, to] = largest === undefined ? rangeOf(values) : [0, largest];
  // Beyond 1.8e308 the range itself is infinite, but half of it is not.
  const half = to - from === Infinity ? 0.5 : 1;
  const start = from * half;
  // All values equal: there is no range to map, and they become 0. Division: the reciprocal of a range below 5.6e-309 is infinite.
  const range = to > from ? to * half - start : 1;
  for (let block = 0; block < values.length; block += blockLength) {
    const end = Math.min(values.length, block + blockLength);
    for (let i = block; i < end; i++) values[i] = ((values[i] ?? 0) * half - start) / range;
    await work.checkpoint({ step: `Scaling ${source}`, current: end, total: values.length });
  }
}

function rangeOf(values: Reals): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** The layout that the user states, `28x28` or `28x28x3`, in place of the one that was inferred. */
export function withShape(table: Table, shape: string | undefined, source: string): Table {
  if (shape === undefined) return table;
  const match = /^([1-9]\d{0,8})x([1-9]\d{0,8})(?:x([1-9]\d{0,8}))?$/.exec(shape.trim());
  if (match === null)
    throw new ExpectedError(
      'invalid-input',
      `The shape '${shape}': expected rows x columns, such as 28x28 or 28x28x3.`,
    );
  const [rows = 0, columns = 0, channels = 1] = match.slice(1).map((size) => (size === undefined ? 1 : Number(size)));
  const { dimension } = table.points;
  if (rows * columns * channels !== dimension)
    throw new ExpectedError(
      'does-not-fit',
      `The shape ${shape} has ${rows * columns * channels} values, but a row of ${source} has ${dimension}.`,
    );
  const layout: Layout = { kind: 'image', rows, columns, channels };
  return { ...table, layout };
}
