/** What a denoiser needs to know of a replica's data. */
export interface DataScale {
  /** The mean of the data (of the orbits, for an equivariant denoiser), one number a coordinate. */
  readonly centre: Float64Array;
  /** Standard deviation of the data a coordinate. */
  readonly spread: number;
}

/** E[z | y] ≈ centre + skip (y − centre) + out F(in (y − centre), noise). */
export interface Preconditioning {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
}

/** What the network's output stands for. */
export type Prediction = 'score' | 'noise' | 'velocity';

/**
 * The scalings that keep a network's input and target at unit variance at every noise level (Karras et al., 2022, table 1).
 * For 'noise' the network predicts −noise alone, E[z | y] = y + σF (Ho, Jain & Abbeel, 2020). For 'velocity' it predicts z − noise, both in standard deviations, on
 * the straight line between them (Lipman et al., 2023).
 * @param sigma - standard deviation of the noise a coordinate
 */
export function preconditioning(sigma: number, spread: number, prediction: Prediction): Preconditioning {
  // Not Math.hypot, which takes longer than all the rest of a training point.
  const total = Math.sqrt(sigma * sigma + spread * spread);
  if (prediction === 'noise') return { skip: 1, out: sigma, in: 1 / total };
  if (prediction === 'velocity') {
    const t = spread / (spread + sigma);
    return { skip: t, out: (1 - t) * spread, in: t / spread };
  }
  return { skip: (spread / total) ** 2, out: (sigma * spread) / total, in: 1 / total };
}

/** Slowest angular frequency of the sinusoids, in radians per e-fold of the noise, and how many there are; each is twice the one before. */
const slowest = 0.25;
const octaves = 5;

/** Numbers by which a network is told the noise level. */
export const noiseFeatureCount = 1 + 2 * octaves;

/** Sinusoidal features of log(σ / spread) (after Vaswani et al., 2017), written to `out` from `at` on. */
export function writeNoiseFeatures(sigma: number, spread: number, out: Float32Array, at: number): void {
  const u = Math.log(sigma / spread);
  out[at] = u / 4;
  let sine = Math.sin(slowest * u);
  let cosine = Math.cos(slowest * u);
  for (let k = 0; k < octaves; k++) {
    out[at + 1 + 2 * k] = sine;
    out[at + 2 + 2 * k] = cosine;
    // Of the double angle: two evaluations serve for all.
    [sine, cosine] = [2 * sine * cosine, 1 - 2 * sine * sine];
  }
}
