import type { CurvePoint } from '#contract/results';
import { ExpectedError } from '#core/errors';
import type { GapCurve } from '#core/fitting/gap-curve';
import { localDimension, type LocalDimensionBand } from '#core/fitting/local-dimension';

/** A curve's points as results list them, with the local dimension where it is defined. */
export function curvePoints(curve: GapCurve): CurvePoint[] {
  const local = new Map(localDimensions(curve).map((band) => [band.n, band]));
  const k = curve.sizes.length;
  return curve.sizes.map((n, i) => {
    const band = local.get(n);
    const replicates = typeof curve.replicates === 'number' ? curve.replicates : curve.replicates?.[i];
    return {
      n,
      gap: curve.gaps[i] ?? 0,
      standardError: Math.sqrt(curve.covariance[i * (k + 1)] ?? 0),
      localDimension: band?.dimension ?? null,
      localDimensionError: band?.standardError ?? null,
      ...(replicates === undefined ? {} : { replicates }),
    };
  });
}

function localDimensions(curve: GapCurve): readonly LocalDimensionBand[] {
  try {
    return localDimension(curve);
  } catch (error) {
    // A curve of too few sizes has no slope to show; its points are still worth showing.
    if (error instanceof ExpectedError) return [];
    throw error;
  }
}
