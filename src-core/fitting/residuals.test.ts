import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { fitCurve } from './fit-curve';
import { curveFromReplicates } from './gap-curve';
import { fitModels } from './models';
import { residualsOf } from './residuals';

const sizes = [16, 32, 64, 128, 256, 512, 1024];

describe('residualsOf', () => {
  it.each(fitModels)('is what the fit itself tells within its window, and goes on outside: %s', (model) => {
    const random = randomStream(['residuals', model]);
    const curve = curveFromReplicates(
      sizes,
      sizes.map((n) => Array.from({ length: 8 }, () => 3 * n ** -0.8 * (1 + 0.1 * random.normal()))),
    );
    const fit = fitCurve(curve, { model, window: [32, 512], constant: 3 });
    const all = residualsOf(curve, fit);
    expect(all.map(({ n, used }) => [n, used])).toEqual(sizes.map((n) => [n, n >= 32 && n <= 512]));
    for (const { n, residual } of fit.residuals)
      expect(all.find((one) => one.n === n)?.residual).toBeCloseTo(residual, 6);
  });
});
