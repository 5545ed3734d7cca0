import { fitModel, type ModelFit } from './model-fit';
import { evaluateModel, parameterCount, type FitModel } from './models';
import type { LogCurve } from './log-curve';
import { weighting } from './weighting';

/** The least p-value that counts as acceptable. */
const acceptable = 0.01;
/** No point of the window may lie farther from the model than so many of its own standard errors, or than this share of the gap. */
const farthest = { standardErrors: 4, share: 0.01 };

/**
 * The largest window in which the model describes the points: χ² is acceptable, and no point is visibly off the curve, which the allowance for small n
 * alone would permit. Most points first, then the larger sizes; at least two more points than the model has parameters, where there are as many. Where
 * no window will do, that of the fewest points with the best p-value. All sizes where the scale of the errors is not known.
 * @param model - the model that is to be fitted in the window: a floor is a reason to leave sizes out for the power law alone
 * @param constant - C, for the model 'tied'
 * @returns indices [from, to) of the curve's sizes
 */
export function automaticWindow(curve: LogCurve, model: FitModel, constant?: number): readonly [number, number] {
  const k = curve.sizes.length;
  // Where the residuals alone tell the errors' scale, no χ² says which points are off the curve.
  if (curve.scaleUnknown) return [0, k];
  const smallest = Math.min(smallestWindow(model), k);
  let best: readonly [number, number] = [k - smallest, k];
  let bestP = -1;
  for (let width = k; width >= smallest; width--) {
    for (let to = k; to >= width; to--) {
      const fit = fitModel(model, weighting(curve, to - width, to), constant);
      if (fit.pValue >= acceptable && isOnCurve(curve, to - width, fit)) return [to - width, to];
      if (width === smallest && fit.pValue > bestP) {
        best = [to - width, to];
        bestP = fit.pValue;
      }
    }
  }
  return best;
}

/** The fewest points of a window that is chosen automatically. */
function smallestWindow(model: FitModel): number {
  return Math.max(4, parameterCount(model) + 2);
}

function isOnCurve(curve: LogCurve, from: number, { model, data, minimum }: ModelFit): boolean {
  const [a, s, e] = minimum.parameters;
  const out = new Float64Array(4);
  return data.logGaps.every((logGap, i) => {
    const limit = Math.max(farthest.share, farthest.standardErrors * (curve.standardErrors[from + i] ?? 0));
    evaluateModel(model, data.logSizes[i] ?? 0, data.logSizes[0] ?? 0, a, s, e, out);
    return Math.abs(logGap - (out[0] ?? 0)) <= limit;
  });
}
