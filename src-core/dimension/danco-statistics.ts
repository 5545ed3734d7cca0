import type { Neighbours } from '../gap/nearest-neighbours';
import type { Points } from '../mathematics/points';
import { logRatios } from './log-ratios';
import { neighbourhoodProducts } from './neighbourhood-products';
import { likeliestDimension } from './ratio-likelihood';

/** What DANCo compares data sets by. */
export interface DancoStatistics {
  /** The likeliest dimension of MiND-ML, from the distances. */
  readonly distance: number;
  /** Mean over the points of the mean angle ν between the vectors to their neighbours, under the law of von Mises. */
  readonly angle: number;
  /** Mean over the points of that law's concentration τ. */
  readonly concentration: number;
}

/** The statistics, with to first order what each of the points in `rows` moves them by, times how many these are. */
export interface DancoInfluences {
  readonly statistics: DancoStatistics;
  readonly rows: Int32Array;
  readonly influences: Readonly<Record<keyof DancoStatistics, Float64Array>>;
}

/**
 * The statistics of DANCo (Ceruti, Bassis, Rozza, Lombardi, Casiraghi & Campadelli, 2014, § 3) of points apart from each other, k + 1 neighbours of each known.
 * At least one must have neighbours that are not equally far.
 */
export function dancoStatistics(points: Points, neighbours: Neighbours, k: number): DancoInfluences {
  const { values, rows } = logRatios(neighbours, 1, k + 1);
  const distance = likeliestDimension(values, { near: 1, far: k + 1 });
  const products = new Float64Array(k * k);
  const scratch = new Float64Array(k * points.dimension);
  const angles = new Float64Array(rows.length);
  const concentrations = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    neighbourhoodProducts(points, neighbours, { at: row, k }, scratch, products);
    const law = vonMisesOf(products, k);
    angles[i] = law.angle;
    concentrations[i] = law.concentration;
  });
  const angle = meanOf(angles);
  const concentration = meanOf(concentrations);
  return {
    statistics: { distance: distance.dimension, angle, concentration },
    rows,
    influences: {
      distance: distance.influence,
      angle: angles.map((value) => value - angle),
      concentration: concentrations.map((value) => value - concentration),
    },
  };
}

/** Maximum likelihood of the law of von Mises from the angles between vectors, given their inner products. */
function vonMisesOf(products: Float64Array, k: number): { angle: number; concentration: number } {
  let [sines, cosines] = [0, 0];
  for (let a = 0; a < k; a++)
    for (let b = 0; b < a; b++) {
      const lengths = Math.sqrt((products[a * k + a] as number) * (products[b * k + b] as number));
      const cosine = Math.max(-1, Math.min(1, (products[a * k + b] as number) / lengths));
      cosines += cosine;
      sines += Math.sqrt(1 - cosine * cosine);
    }
  const pairs = (k * (k - 1)) / 2;
  return {
    angle: Math.atan(sines / cosines),
    concentration: concentrationOf(Math.hypot(sines, cosines) / pairs),
  };
}

/** On a line all angles may be equal: no concentration is taken for larger than about 1000. */
const largestResultant = 0.9995;

/** The τ with I₁(τ)/I₀(τ) = η, by the approximation of Fisher (1993, § 4.5.5) that Ceruti et al. use. */
function concentrationOf(length: number): number {
  const resultant = Math.min(length, largestResultant);
  if (resultant < 0.53) return 2 * resultant + resultant ** 3 + (5 * resultant ** 5) / 6;
  if (resultant < 0.85) return -0.4 + 1.39 * resultant + 0.43 / (1 - resultant);
  return 1 / (resultant ** 3 - 4 * resultant ** 2 + 3 * resultant);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
