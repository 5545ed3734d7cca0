import type { Reals } from '../mathematics/points';
import type { Parametrisation } from './define-space';

/**
 * Writes ∂X/∂u (D × k row by row) in closed form where the parametrisation has it, and by central differences with one step of
 * Richardson's extrapolation otherwise: relative error about 1e-10.
 */
export function jacobianAt(parametrisation: Parametrisation, u: Reals, out: Float64Array): void {
  if (parametrisation.jacobian) parametrisation.jacobian(u, out);
  else differenceJacobian(parametrisation, u, out);
}

/** The same by differences alone. */
export function differenceJacobian(parametrisation: Parametrisation, u: Reals, out: Float64Array): void {
  const k = parametrisation.dimension;
  const rows = out.length / k;
  const [ahead, behind, shifted] = [new Float64Array(rows), new Float64Array(rows), Float64Array.from(u)];
  for (let a = 0; a < k; a++) {
    const range = parametrisation.latents[a];
    const extent = range !== undefined && Number.isFinite(range.to - range.from) ? range.to - range.from : 1;
    const step = 2e-4 * extent;
    for (const [scale, weight] of [
      [1, 4 / 3],
      [2, -1 / 3],
    ] as const) {
      shifted[a] = (u[a] ?? 0) + scale * step;
      parametrisation.embed(shifted, ahead);
      shifted[a] = (u[a] ?? 0) - scale * step;
      parametrisation.embed(shifted, behind);
      for (let row = 0; row < rows; row++) {
        const slope = ((ahead[row] ?? 0) - (behind[row] ?? 0)) / (2 * scale * step);
        out[row * k + a] = (scale === 1 ? 0 : (out[row * k + a] ?? 0)) + weight * slope;
      }
    }
    shifted[a] = u[a] ?? 0;
  }
}
