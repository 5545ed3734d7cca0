import { ExpectedError } from '#core/errors';
import type { Reals } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import type { Table } from './define-reader';

/** Throws 'not-finite' at the first NaN or infinity. */
export function expectFinite({ points, rows }: Table, source: string): void {
  const { values, dimension } = points;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    const point = Math.floor(i / dimension);
    const row = (rows?.[point] ?? point) + 1;
    throw new ExpectedError(
      'not-finite',
      `${source}: value ${(i % dimension) + 1} of row ${row} is ${values[i]}; expected finite numbers only.`,
    );
  }
}

/** Divides by the largest value of the format; where it has none, maps the range of the values that were read to [0, 1]. */
export function scaleToUnit(table: Table): Table {
  const { values } = table.points;
  const [from, to] = table.largest === undefined ? rangeOf(values) : [0, table.largest];
  // All values equal: there is no range to map, and they become 0.
  const factor = to > from ? 1 / (to - from) : 1;
  return { ...table, points: { ...table.points, values: values.map((value) => (value - from) * factor) } };
}

function rangeOf(values: Reals): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
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
