import { ExpectedError } from '../errors';
import type { GroupContext } from './define-group';

/** Rows × columns of pixels, row by row, with the channels of a pixel side by side. */
export interface ImageShape {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/**
 * The shape of the images: as given (rows × columns × channels; one number is one row of so many pixels), or else the layout's.
 * Throws an ExpectedError('does-not-fit') where it is unknown or does not have as many coordinates as the data.
 */
export function imageShape(id: string, context: GroupContext, shape: readonly number[] | undefined): ImageShape {
  const { ambientDimension, layout } = context;
  const known = shape === undefined ? (layout?.kind === 'image' ? layout : undefined) : shapeOf(shape);
  if (known === undefined) {
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' needs the shape of an image, and the data has none; give it, for example shape=28x28.`,
    );
  }
  const { rows, columns, channels } = known;
  const size = rows * columns * channels;
  if (size !== ambientDimension) {
    const missing =
      size > ambientDimension
        ? `coordinates ${String(ambientDimension)} to ${String(size - 1)} are missing`
        : `coordinates ${String(size)} to ${String(ambientDimension - 1)} are left over`;
    throw new ExpectedError(
      'does-not-fit',
      `The group '${id}' acts on images of ${String(rows)}×${String(columns)}×${String(channels)} = ${String(size)} coordinates, ` +
        `but the data has ${String(ambientDimension)}: ${missing}.`,
    );
  }
  return { rows, columns, channels };
}

function shapeOf(shape: readonly number[]): ImageShape {
  const [first = 1, second, channels = 1] = shape;
  return second === undefined ? { rows: 1, columns: first, channels } : { rows: first, columns: second, channels };
}
