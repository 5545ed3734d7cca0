import { Matrix, solve } from 'ml-matrix';
import type { Reals } from '../mathematics/points';
import type { Parametrisation } from './define-space';
import { jacobianAt } from './jacobian-at';

/** Latents that are tried, and how many of them for large images. */
const starts = { most: 2048, fewest: 512, effort: 2e6 };
const refined = 4;

/**
 * Distance from x to the image of a parametrisation, where there is no closed form: the best of many spread latents, improved by the
 * method of Levenberg (1944) and Marquardt (1963). Exactly on the space it is 0 up to rounding.
 * @param ambientDimension - D
 */
export function latentResidual(parametrisation: Parametrisation, ambientDimension: number): (x: Reals) => number {
  let grid: { readonly latents: Float64Array[]; readonly images: Float32Array[] } | undefined;
  return (x) => {
    grid ??= spreadImages(parametrisation, ambientDimension);
    const distances = grid.images.map((image) => squaredDistance(image, x));
    const order = Array.from(distances.keys()).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));
    let best = Infinity;
    for (const index of order.slice(0, refined)) {
      best = Math.min(best, descend(parametrisation, x, grid.latents[index] ?? new Float64Array()));
      if (best < 1e-16) break;
    }
    return Math.sqrt(best);
  };
}

/** Latents spread evenly by the additive recurrence of Roberts (2018), with their images. */
function spreadImages(parametrisation: Parametrisation, ambientDimension: number) {
  const { dimension, latents: ranges } = parametrisation;
  let root = 2;
  for (let i = 0; i < 64; i++) root = Math.pow(1 + root, 1 / (dimension + 1));
  const latents = Array.from(
    { length: Math.max(starts.fewest, Math.min(starts.most, Math.floor(starts.effort / ambientDimension))) },
    (_, i) =>
      Float64Array.from(
        ranges,
        ({ from, to }, k) => from + (to - from) * ((0.5 + (i + 1) * Math.pow(root, -(k + 1))) % 1),
      ),
  );
  const point = new Float64Array(ambientDimension);
  const images = latents.map((u) => {
    parametrisation.embed(u, point);
    return Float32Array.from(point);
  });
  return { latents, images };
}

/** The squared distance after the descent from `start`. */
function descend(parametrisation: Parametrisation, x: Reals, start: Float64Array): number {
  const k = parametrisation.dimension;
  const point = new Float64Array(x.length);
  const jacobian = new Float64Array(x.length * k);
  const objective = (u: Float64Array): number => {
    parametrisation.embed(u, point);
    return squaredDistance(point, x);
  };
  let u = start;
  let value = objective(u);
  let damping = 1e-3;
  for (let step = 0; step < 40 && damping < 1e8; step++) {
    jacobianAt(parametrisation, u, jacobian);
    parametrisation.embed(u, point);
    const normal = Matrix.zeros(k, k);
    const gradient = Matrix.zeros(k, 1);
    for (let a = 0; a < k; a++) {
      let slope = 0;
      for (let row = 0; row < x.length; row++)
        slope += (jacobian[row * k + a] as number) * ((x[row] as number) - (point[row] as number));
      gradient.set(a, 0, slope);
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let row = 0; row < x.length; row++)
          product += (jacobian[row * k + a] as number) * (jacobian[row * k + b] as number);
        normal.set(a, b, product);
        normal.set(b, a, product);
      }
    }
    let improved = false;
    while (!improved && damping < 1e8) {
      const damped = normal.clone();
      for (let a = 0; a < k; a++) damped.set(a, a, normal.get(a, a) * (1 + damping) + 1e-12);
      const move = solve(damped, gradient);
      const next = u.map((latent, a) => inRange(latent + move.get(a, 0), parametrisation.latents[a]));
      const candidate = objective(next);
      improved = candidate < value;
      if (improved) {
        const gain = value - candidate;
        u = next;
        value = candidate;
        damping /= 10;
        if (gain < 1e-14 * value || value < 1e-20) return value;
      } else damping *= 10;
    }
  }
  return value;
}

/** Periodic latents may run on; the others stay in their box. */
function inRange(value: number, range: Parametrisation['latents'][number] | undefined): number {
  return range === undefined || range.periodic ? value : Math.max(range.from, Math.min(range.to, value));
}

function squaredDistance(a: Reals, b: Reals): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return sum;
}
