import { z } from 'zod';
import table from '../../../resources/dimension-calibration.json';

/** A matrix, row by row. */
const matrix = z.object({ rows: z.int(), columns: z.int(), values: z.array(z.number()) });
type Matrix = z.output<typeof matrix>;

const calibration = z.object({
  references: z.int(),
  scaling: z.array(z.object({ low: z.number(), high: z.number(), mean: z.number(), deviation: z.number() })),
  scaleRange: z.tuple([z.number(), z.number()]),
  quantiles: z.object({ standard: z.number(), interval: z.number() }),
  members: z.array(z.array(matrix)),
});

let parsed: z.output<typeof calibration> | undefined;

/** What must be added to the logarithm of the dimension, and how far off that is on reference spaces with such statistics. */
export interface Correction {
  /** The median of the references': the middle of the interval. */
  readonly median: number;
  /** The one with the least expected relative error, which is lower the less is known. */
  readonly best: number;
  /** The error that 68 % of them do not exceed. */
  readonly standardError: number;
  /** The error that 95 % of them do not exceed. */
  readonly margin: number;
  /** How many of the statistics lie outside of what the references showed. */
  readonly outside: number;
}

/**
 * The correction that the reference spaces teach: the mean of networks that were fitted to them (build/make-calibration.mjs). Statistics are kept within the range of the
 * references', so that strange data get the correction of the nearest known ones.
 */
export function calibratedCorrection(statistics: Float64Array): Correction {
  parsed ??= calibration.parse(table);
  const { scaling, scaleRange, quantiles, members } = parsed;
  const [lowest, highest] = scaleRange;
  let outside = 0;
  const input = Float64Array.from(scaling, ({ low, high, mean, deviation }, i) => {
    const value = statistics[i] as number;
    if (value < low || value > high) outside++;
    return (Math.max(low, Math.min(high, value)) - mean) / deviation;
  });
  let value = 0;
  let logScale = 0;
  for (const member of members) {
    const [mean = 0, scale = 0] = applyNetwork(member, input);
    value += mean / members.length;
    logScale += Math.max(lowest, Math.min(highest, scale)) / members.length;
  }
  const scale = Math.exp(logScale);
  return {
    median: value,
    best: value - leastRelativeError(scale),
    standardError: quantiles.standard * scale,
    margin: quantiles.interval * scale,
    outside,
  };
}

/**
 * How far below the median of Laplace's law of scale b for log d the m lies that minimises E|e^m/d − 1|: the median of the law weighted by 1/d,
 * b log(1 + b)/(1 − b). It grows beyond all bounds as b nears 1, on the word of tails that nobody has seen; so it is kept to what it is for b = 1/2.
 */
function leastRelativeError(scale: number): number {
  const b = Math.min(scale, 0.5);
  return (b * Math.log1p(b)) / (1 - b);
}

/** The perceptron of networks/mlp.ts in float64: matrix and bias in turn, silu between layers, residual from the second on. */
function applyNetwork(weights: readonly Matrix[], input: Float64Array): Float64Array {
  let x = input;
  for (let at = 0; at + 1 < weights.length; at += 2) {
    const z = affine(weights[at] as Matrix, weights[at + 1] as Matrix, x);
    if (at + 2 === weights.length) return z;
    const before = x;
    x = z.map((value, i) => value / (1 + Math.exp(-value)) + (at === 0 ? 0 : (before[i] as number)));
  }
  return x;
}

function affine({ rows, columns, values }: Matrix, bias: Matrix, x: Float64Array): Float64Array {
  return Float64Array.from({ length: columns }, (_, column) => {
    let sum = bias.values[column] as number;
    for (let row = 0; row < rows; row++) sum += (x[row] as number) * (values[row * columns + column] as number);
    return sum;
  });
}
