/** One stage of FourierTransform: what it multiplies with. */
export interface Stage {
  readonly radix: number;
  /** Sequences of this length are split into `radix` of length / radix each. */
  readonly part: number;
  /** e^{−2πi j l / length} at j · radix + l. */
  readonly twiddleRe: Float64Array;
  readonly twiddleIm: Float64Array;
  /** e^{−2πi l / radix}. */
  readonly rootRe: Float64Array;
  readonly rootIm: Float64Array;
  readonly scratch: Float64Array;
}

/** The stage that splits sequences of the given length. */
export function stageOf(length: number, radix: number): Stage {
  const part = length / radix;
  const circle = (
    count: number,
    of: (k: number) => number,
    modulus: number,
    wave: (x: number) => number,
  ): Float64Array => Float64Array.from({ length: count }, (_, k) => wave((-2 * Math.PI * (of(k) % modulus)) / modulus));
  const turn = (k: number): number => Math.floor(k / radix) * (k % radix);
  return {
    radix,
    part,
    twiddleRe: circle(length, turn, length, Math.cos),
    twiddleIm: circle(length, turn, length, Math.sin),
    rootRe: circle(radix, (l) => l, radix, Math.cos),
    rootIm: circle(radix, (l) => l, radix, Math.sin),
    scratch: new Float64Array(4 * radix),
  };
}
