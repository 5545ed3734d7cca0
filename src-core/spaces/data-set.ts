import { z } from 'zod';
import { ExpectedError } from '../errors';
import { type Points, selectRows } from '../mathematics/points';
import { randomPermutation } from '../mathematics/random-stream';
import { choiceParameter, optionalTextParameter, textParameter } from '../registry/parameters';
import { defineSpace, type Space } from './define-space';
import type { Layout } from './layout';

export const dataSet = defineSpace({
  id: 'data-set',
  label: 'Your own data',
  summary: 'Points from a file, drawn without replacement.',
  parameters: z.object({
    path: textParameter('The file or folder of the data'),
    outputs: choiceParameter(
      'What is to be predicted of a point: nothing, or its label, as one of the classes',
      ['none', 'labels'],
      'none',
    ),
    labelsColumn: optionalTextParameter('Column of a table (name or index) that holds labels and is no coordinate'),
  }),
  create({ path }) {
    throw new ExpectedError(
      'unavailable',
      `The data set '${path}' has to be opened from its file, which the engine does.`,
    );
  },
});

/**
 * A task whose points are the rows of a data set. All calls of `sample` together draw without replacement, so that a training set
 * and a test set drawn from one such space never share a row; make a new space for each repetition.
 * @param points - the rows; not copied
 * @param layout - how a row's coordinates are laid out
 */
export function dataSetSpace(points: Points, layout: Layout): Space {
  let remaining = Int32Array.from({ length: points.count }, (_, i) => i);
  return {
    ambientDimension: points.dimension,
    dimension: undefined,
    layout,
    sample(count, random) {
      if (count > remaining.length)
        throw new ExpectedError(
          'too-few-points',
          `The data set has ${String(points.count)} points, of which ${String(remaining.length)} are left; ${String(count)} more were asked for.`,
        );
      const order = randomPermutation(random, remaining.length).map((place) => remaining[place] ?? 0);
      remaining = order.slice(count);
      return selectRows(points, order.subarray(0, count));
    },
    geometry: { boundary: false, curved: false, compact: true, noise: 0 },
  };
}
