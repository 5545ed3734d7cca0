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
  movesInputs: () => true,
  create({ shape }, context) {
    const { rows, columns, channels } = imageShape('square', context, shape);
    if (rows !== columns || rows < 2) {
      throw new ExpectedError(
        'does-not-fit',
        `The group 'square' acts on square images of at least 2×2 pixels, but the images have ${String(rows)} rows and ${String(columns)} columns.`,
      );
    }
    const last = rows - 1;
    // Each pixel's value comes from the place that is given.
    const places: readonly (readonly [name: string, from: (row: number, column: number) => [number, number]])[] = [
      ['left as it is', (row, column) => [row, column]],
      ['turned by 90° anticlockwise', (row, column) => [column, last - row]],
      ['turned by 180°', (row, column) => [last - row, last - column]],
      ['turned by 90° clockwise', (row, column) => [last - column, row]],
      ['mirrored, left and right exchanged', (row, column) => [row, last - column]],
      ['mirrored, top and bottom exchanged', (row, column) => [last - row, column]],
      ['mirrored in the diagonal', (row, column) => [column, row]],
      ['mirrored in the other diagonal', (row, column) => [last - column, last - row]],
    ];
    const maps = places.map(([name, place]) => {
      const source = Int32Array.from({ length: context.ambientDimension }, (_, k) => {
        const pixel = Math.floor(k / channels);
        const [row, column] = place(Math.floor(pixel / columns), pixel % columns);
        return (row * columns + column) * channels + (k % channels);
      });
      return { source, sign: 1 as const, name };
    });
    return signedPermutationGroup(context.ambientDimension, maps);
  },
});
