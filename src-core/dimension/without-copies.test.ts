import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { withoutCopies } from './without-copies';

describe.each([Float32Array, Float64Array])('withoutCopies of a %o', (Reals) => {
  it('keeps the first of each point', () => {
    const values = Reals.of(1, 2, 3, 4, 1, 2, 0, 1, -0, 1, 2, 1, 3, 4);
    expect([...withoutCopies({ count: 7, dimension: 2, values })]).toEqual([0, 1, 3, 5]);
  });

  it('keeps all points that differ, be it in the last bit', () => {
    const random = randomStream(['copies']);
    const values = new Reals(30_000).map(() => random.uniform());
    for (let i = 0; i < 30; i++) values[3 * i] = 1 + 2 ** -23 * i;
    expect(withoutCopies({ count: 10_000, dimension: 3, values })).toHaveLength(10_000);
    const whole = new Reals(30_000).map(() => Math.floor(10 * random.uniform()));
    expect(withoutCopies({ count: 10_000, dimension: 3, values: whole })).toHaveLength(1000);
  });
});
