import { z } from 'zod';
import { ExpectedError } from '../errors';
import { shapeParameter } from '../registry/parameters';
import { defineGroup } from './define-group';
import { imageShape } from './image-shape';
import { signedPermutationGroup } from './signed-permutation-group';

/** The symmetries of the square, acting on square images. */
export const square = defineGroup({
  id: 'square',
  label: 'Symmetries of the square',
  summary: 'Quarter turns and mirror images of square images: 8 elements.',
  parameters: z.object({ shape: shapeParameter('Rows × columns × channels of an image; from the data where known') }),
  suits: ({ layout }) => layout?.kind === 'image' && layout.rows === layout.columns && layout.rows > 1,
  create({ shape }, context) {
    const { rows, columns, channels } = imageShape('square', context, shape);
    if (rows !== columns || rows < 2) {
      throw new ExpectedError(
        'does-not-fit',
        `The group 'square' acts on square images of at least 2×2 pixels, but the images have ${String(rows)} rows and ${String(columns)} columns.`,
      );
    }
    const last = rows - 1;
    const places: readonly ((row: number, column: number) => [number, number])[] = [
      (row, column) => [row, column],
      (row, column) => [column, last - row],
      (row, column) => [last - row, last - column],
      (row, column) => [last - column, row],
      (row, column) => [row, last - column],
      (row, column) => [last - row, column],
      (row, column) => [column, row],
      (row, column) => [last - column, last - row],
    ];
    const maps = places.map((place) => {
      const source = Int32Array.from({ length: context.ambientDimension }, (_, k) => {
        const pixel = Math.floor(k / channels);
        const [row, column] = place(Math.floor(pixel / columns), pixel % columns);
        return (row * columns + column) * channels + (k % channels);
      });
      return { source, sign: 1 as const };
    });
    return signedPermutationGroup(context.ambientDimension, maps);
  },
});
