/**
 * The models of a gap curve, in the parameters a = log C and s = −2/d, x = log n:
 * power (A) R = C n^s; power-floor (B) R = C n^s + σ²; power-boundary R = C n^s (1 + b n^{s/2}) and power-curvature R = C n^s (1 + b n^s) (C);
 * tied (T), the power law with C given.
 */
export type FitModel = 'power' | 'power-floor' | 'power-boundary' | 'power-curvature' | 'tied';

/** All models, simplest first. */
export const fitModels: readonly FitModel[] = ['power', 'power-floor', 'power-boundary', 'power-curvature', 'tied'];

/**
 * log R at log n = x with its derivatives by a, s and the third parameter e, written to `out` as [value, ∂a, ∂s, ∂e].
 *
 * The third parameter is relative to the power law at the reference size x₀, the smallest of the window: σ²/(C n₀^s) of the floor,
 * b n₀^{s/2} or b n₀^s of the corrections; so it has the same meaning whatever d.
 */
export function evaluateModel(
  model: FitModel,
  x: number,
  reference: number,
  a: number,
  s: number,
  e: number,
  out: Float64Array,
): void {
  const distance = x - reference;
  out[1] = 1;
  if (model === 'power-floor') {
    const share = e * Math.exp(-s * distance);
    out[0] = a + s * x + Math.log1p(share);
    out[2] = x - (distance * share) / (1 + share);
    out[3] = Math.exp(-s * distance) / (1 + share);
    return;
  }
  const order = model === 'power-boundary' ? 0.5 : model === 'power-curvature' ? 1 : 0;
  if (order === 0) {
    out[0] = a + s * x;
    out[2] = x;
    out[3] = 0;
    return;
  }
  const factor = Math.exp(order * s * distance);
  out[0] = a + s * x + Math.log1p(e * factor);
  out[2] = x + (order * distance * e * factor) / (1 + e * factor);
  out[3] = factor / (1 + e * factor);
}

/** The range of the third parameter: a floor is not negative; a correction is at most half or double the law where it is largest. */
export function thirdParameterRange(model: FitModel): readonly [number, number] {
  if (model === 'power-floor') return [0, 1e6];
  return model === 'power-boundary' || model === 'power-curvature' ? [-0.5, 1] : [0, 0];
}

/** How many parameters are free. */
export function parameterCount(model: FitModel): number {
  return model === 'tied' ? 1 : model === 'power' ? 2 : 3;
}

/** What the third parameter stands for, with its derivatives by a, s and e; null for models without one. */
export interface ExtraParameter {
  /** σ² of the floor, b of the corrections. */
  readonly value: number;
  readonly derivatives: readonly [number, number, number];
}

/** σ² or b from the third parameter; null for models without one. */
export function extraOf(model: FitModel, reference: number, a: number, s: number, e: number): ExtraParameter | null {
  if (model === 'power-floor') return extra(Math.exp(a + s * reference), e, 1, reference);
  if (model === 'power-boundary') return extra(Math.exp(-0.5 * s * reference), e, 0, -0.5 * reference);
  return model === 'power-curvature' ? extra(Math.exp(-s * reference), e, 0, -reference) : null;
}

/** e times a factor whose logarithm has these derivatives by a and s. */
function extra(factor: number, e: number, byA: number, byS: number): ExtraParameter {
  const value = e * factor;
  return { value, derivatives: [byA * value, byS * value, factor] };
}
