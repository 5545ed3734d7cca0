import { type Points, rowOf } from '../mathematics/points';
import { blockNumbers, blockTime } from './block-size';
import type { Rectangles } from './squared-distances';

/** Euclidean distances from coordinate differences, in float64. */
export function directRectangles(queries: Points, candidates: Points): Rectangles {
  const { count, dimension, values: z } = candidates;
  const rowsPerBlock = Math.max(1, Math.floor(Math.min(blockTime / (15 + dimension), blockNumbers / 2) / count));
  const buffer = new Float64Array(Math.min(rowsPerBlock, queries.count) * count);
  return {
    rowsPerBlock,
    measure: (from, to, column) => {
      const width = count - column;
      const block = buffer.subarray(0, (to - from) * width);
      for (let i = from; i < to; i++) {
        const y = rowOf(queries, i);
        const start = (i - from) * width;
        let at = column * dimension;
        for (let j = 0; j < width; j++) {
          let sum = 0;
          for (let d = 0; d < dimension; d++) {
            const difference = (y[d] as number) - (z[at++] as number);
            sum += difference * difference;
          }
          block[start + j] = sum;
        }
      }
      return Promise.resolve(block);
    },
    dispose: () => undefined,
  };
}
