import type { Condition, CurvePoint, Prediction, TransportPoint } from '#contract/results';
import { modelGap, type FittedLaw } from '#core/fitting/model-gap';

/** One curve of a gap chart. */
export interface PlottedCurve {
  readonly label: string;
  /** What people read for the label where that does not follow from it. */
  readonly title?: string | undefined;
  /** Decides its colour and marker, everywhere. */
  readonly index: number;
  readonly points: readonly CurvePoint[];
  readonly fit: (FittedLaw & { readonly window: readonly [number, number] }) | null;
  readonly prediction: Prediction | null;
  /** The fit of the generalization error, whose values its points hold; null or absent where there is none. */
  readonly generalizationFit?: FittedLaw | null;
  /** Wasserstein distances between subsamples of the data; empty or absent where not measured. */
  readonly transport?: readonly TransportPoint[];
  /** Whether the trained models' outputs are the orbits of their training points, which the i.i.d. law asks for; null or absent where nothing was trained. */
  readonly memorisation?: Condition['status'] | null;
  /** Whether it stays back behind another. */
  readonly pale?: boolean;
}

/** A position in log₁₀ n and log₁₀ R. */
export type LogPoint = [number, number];

const steps = 48;

/** The fit between two n as a line; finer than one pixel would show. */
export function fitLine(fit: FittedLaw, from: number, to: number): LogPoint[] {
  return sampled(from, to, (n) => modelGap(fit, n));
}

/** A law of the theory, C n^(−2/d), as a line. */
export function lawLine(constant: number, dimension: number, from: number, to: number): LogPoint[] {
  return sampled(from, to, (n) => constant * n ** (-2 / dimension));
}

function sampled(from: number, to: number, gap: (n: number) => number): LogPoint[] {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  const line: LogPoint[] = [];
  for (let i = 0; i <= steps; i++) {
    const x = low + ((high - low) * i) / steps;
    const value = gap(10 ** x);
    if (value > 0 && value < Infinity) line.push([x, Math.log10(value)]);
  }
  return line;
}

/** The smallest and largest n that a chart of these curves must show. */
export function sizeRange(curves: readonly PlottedCurve[], planned: readonly number[] = []): [number, number] {
  const measured = curves.flatMap(({ points, transport = [] }) => [...points, ...transport].map(({ n }) => n));
  const sizes = [...planned, ...measured];
  return sizes.length === 0 ? [10, 1000] : [Math.min(...sizes), Math.max(...sizes)];
}
