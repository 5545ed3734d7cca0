import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataRequest } from '#contract/data';
import { unwatchedWork } from '#core/work';
import { openData } from './open-data';

describe('sample:mnist', () => {
  it('has exactly the values of the package, digit by digit', async () => {
    const { points, layout, summary, labels } = await openData(
      dataRequest.parse({ source: 'sample:mnist' }),
      unwatchedWork,
    );
    const folder = join(createRequire(import.meta.url).resolve('mnist/package.json'), '../src/digits');
    const digits = Array.from({ length: 10 }, (_, digit): number[] => {
      const parsed: { data: number[] } = JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8'));
      return parsed.data;
    });
    expect(points.count).toBe(10_000);
    expect(points.dimension).toBe(784);
    expect(layout).toEqual({ kind: 'image', rows: 28, columns: 28, channels: 1 });
    expect(summary).toEqual({ source: 'sample:mnist', available: 10_000 });
    expect(Buffer.from(points.values.buffer).equals(Buffer.from(Float32Array.from(digits.flat()).buffer))).toBe(true);
    expect(labels).toEqual(digits.flatMap((values, digit) => Array<string>(values.length / 784).fill(String(digit))));
  });
});
