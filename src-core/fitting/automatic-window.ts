import { fitModel, type ModelFit } from './model-fit';
import type { LogCurve } from './log-curve';
import { weighting } from './weighting';

/** The fewest points of a window that is chosen automatically. */
export const smallestWindow = 4;
/** The least p-value that counts as acceptable. */
const acceptable = 0.01;
/** No point of the window may lie farther from the line than so many of its own standard errors, or than this share of the gap. */
const farthest = { standardErrors: 4, share: 0.01 };

/**
 * The largest window in which a power law describes the points: χ² is acceptable, and no point is visibly off the line, which the allowance for small n
 * alone would permit. Most points first, then the larger sizes. Where no window of at least four points will do, the four points with the best p-value.
 * @returns indices [from, to) of the curve's sizes
 */
export function automaticWindow(curve: LogCurve): readonly [number, number] {
  const k = curve.sizes.length;
  const smallest = Math.min(smallestWindow, k);
  let best: readonly [number, number] = [k - smallest, k];
  let bestP = -1;
  for (let width = k; width >= smallest; width--) {
    for (let to = k; to >= width; to--) {
      const fit = fitModel('power', weighting(curve, to - width, to));
      if (fit.pValue >= acceptable && isOnLine(curve, to - width, fit)) return [to - width, to];
      if (width === smallest && fit.pValue > bestP) {
        best = [to - width, to];
        bestP = fit.pValue;
      }
    }
  }
  return best;
}

function isOnLine(curve: LogCurve, from: number, { data, minimum }: ModelFit): boolean {
  const [a, s] = minimum.parameters;
  return data.logGaps.every((logGap, i) => {
    const limit = Math.max(farthest.share, farthest.standardErrors * (curve.standardErrors[from + i] ?? 0));
    return Math.abs(logGap - a - s * (data.logSizes[i] ?? 0)) <= limit;
  });
}
