import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveGroup } from '../groups/registry';
import { type Points, rowOf } from '../mathematics/points';
import { normalPoints, randomStream } from '../mathematics/random-stream';
import { type SquaredDistances, squaredDistanceOfPair, squaredDistances } from './squared-distances';
import { symmetricBlocks } from './symmetric-blocks';

const breathe = (): Promise<void> => Promise.resolve();

async function allOf(distances: SquaredDistances, count: number): Promise<Float64Array> {
  const all = new Float64Array(count * count);
  for (let from = 0; from < count; from += distances.rowsPerBlock) {
    const to = Math.min(count, from + distances.rowsPerBlock);
    all.set(await distances.block(from, to, breathe), from * count);
  }
  distances.dispose();
  return all;
}

describe('symmetricBlocks', () => {
  it.each([1, 4, 7, 23, 30])(
    'puts rows of 23 together from blocks of %i, each pair measured once',
    async (rowsPerBlock) => {
      for (const Kind of [Float32Array, Float64Array]) {
        let measured = 0;
        const block = symmetricBlocks(
          {
            rowsPerBlock,
            measure(from, to, column) {
              const part = new Kind((to - from) * (23 - column));
              measured += part.length;
              part.forEach((_, at) => {
                const i = from + Math.floor(at / (23 - column));
                const j = column + (at % (23 - column));
                part[at] = 100 * Math.min(i, j) + Math.max(i, j);
              });
              return Promise.resolve(part);
            },
            dispose: () => undefined,
          },
          23,
        );
        for (let from = 0; from < 23; from += rowsPerBlock) {
          const to = Math.min(23, from + rowsPerBlock);
          const rows = await block(from, to, breathe);
          const expected = Array.from({ length: (to - from) * 23 }, (_, at) => {
            const [i, j] = [from + Math.floor(at / 23), at % 23];
            return 100 * Math.min(i, j) + Math.max(i, j);
          });
          expect([...rows]).toEqual(expected);
        }
        // Half, and half a block on the diagonal.
        expect(measured).toBeLessThanOrEqual((23 * (23 + rowsPerBlock)) / 2 + rowsPerBlock * rowsPerBlock);
      }
    },
  );

  it('is asked for in order only', async () => {
    const rectangles = {
      rowsPerBlock: 2,
      measure: () => Promise.resolve(new Float64Array(8)),
      dispose: () => undefined,
    };
    await expect(symmetricBlocks(rectangles, 4)(2, 4, breathe)).rejects.toThrow('in order');
  });
});

describe('squaredDistances, on a tensor backend', () => {
  beforeAll(async () => {
    setWasmPaths(fileURLToPath(new URL('./', import.meta.resolve('@tensorflow/tfjs-backend-wasm'))));
    await setBackend('wasm');
    await ready();
  });

  it.each([
    ['trivial', 3000, 20],
    ['so2', 4000, 20],
    ['so2', 3000, 4],
  ])('are the same by halves, under %s', async (groupName, count, dimension) => {
    const points: Points = normalPoints(randomStream(['halves']), count, dimension);
    const { group } = resolveGroup(groupName, { ambientDimension: dimension });
    const halves = squaredDistances(points, points, group, 'once');
    expect(halves.rowsPerBlock).toBeLessThan(count);
    const all = await allOf(halves, count);
    const scratch = new Float64Array(dimension);
    const random = randomStream(['pairs']);
    for (let pair = 0; pair < 2000; pair++) {
      const [i, j] = [random.integer(count), random.integer(count)];
      const exact = squaredDistanceOfPair(group, rowOf(points, i), rowOf(points, j), scratch);
      expect(Math.abs((all[i * count + j] ?? NaN) - exact)).toBeLessThan(1e-4);
      expect(Math.abs((all[i * count + j] ?? NaN) - (all[j * count + i] ?? NaN))).toBeLessThan(1e-5);
    }
  });
});
