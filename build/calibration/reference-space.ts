import { type Points, zeroPoints } from '#core/mathematics/points';
import { type RandomStream, randomPermutation } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';

/** Points of a space whose dimension is known. */
export interface ReferenceSample {
  readonly dimension: number;
  readonly points: Points;
}

const families = ['ball', 'cube', 'sphere', 'gaussian'] as const;
const highestDimension = 110;

/**
 * Points of a random reference space: a ball, cube, sphere or Gaussian, or a product of such at different sizes; then, for some, each coordinate or the radius is stretched
 * smoothly, and the whole is bent into more coordinates by random waves. Dimensions are log-uniform up to 110.
 */
export function referenceSample(count: number, random: RandomStream): ReferenceSample {
  const dimension = Math.max(1, Math.round(Math.exp(between(random, Math.log(0.75), Math.log(highestDimension)))));
  const flat = drawFlat(dimension, count, random);
  const stretched = stretch(flat, random);
  return { dimension, points: random.uniform() < 0.4 ? bend(stretched, random) : stretched };
}

function drawFlat(dimension: number, count: number, random: RandomStream): Points {
  const kind = random.uniform();
  if (kind < 0.4) return drawFamily(pick(random, families), dimension, count, random);
  if (kind < 0.65) return drawProduct(partsOf(dimension, whole(random, 2, 4), random), families, count, random);
  if (kind < 0.75) {
    const each = whole(random, 1, 3);
    const parts = Array.from({ length: Math.ceil(dimension / each) }, (_, i) => Math.min(each, dimension - i * each));
    return drawProduct(parts, ['sphere'], count, random);
  }
  const points = drawFamily(pick(random, families), dimension, count, random);
  const spread = between(random, 0, 0.8);
  return scaleColumns(points, () => Math.exp(spread * random.normal()));
}

/** Points with about unit variance in each coordinate. */
function drawFamily(family: (typeof families)[number], dimension: number, count: number, random: RandomStream): Points {
  const points = resolveSpace(`${family}?dimension=${String(dimension)}`).space.sample(count, random);
  const unit = {
    ball: Math.sqrt(dimension + 2),
    cube: Math.sqrt(12),
    sphere: Math.sqrt(dimension + 1),
    gaussian: 1,
  }[family];
  const middle = family === 'cube' ? 0.5 : 0;
  return mapValues(points, (value) => (value - middle) * unit);
}

function drawProduct(
  parts: readonly number[],
  of: readonly (typeof families)[number][],
  count: number,
  random: RandomStream,
): Points {
  const spread = between(random, 0, 0.6);
  return beside(
    parts.map((part) => {
      const size = Math.exp(spread * random.normal());
      return mapValues(drawFamily(pick(random, of), part, count, random), (value) => value * size);
    }),
  );
}

/** Changes the density smoothly, or with a singularity: every coordinate by itself, or the radius. */
function stretch(points: Points, random: RandomStream): Points {
  const kind = random.uniform();
  const unit = scaleColumns(points, (column) => 1 / deviation(points, column));
  if (kind < 0.12) {
    const strength = between(random, 0.2, 1.2);
    const shapes = [
      (x: number) => Math.exp(strength * x),
      (x: number) => Math.sinh(1.5 * strength * x),
      (x: number) => Math.tanh(1.5 * strength * x),
    ];
    return mapValues(unit, pick(random, shapes));
  }
  if (kind < 0.22) {
    const typical = between(random, -0.7, 1.3);
    const variety = between(random, 0, 0.4);
    const powers = Array.from({ length: unit.dimension }, () => Math.exp(typical + variety * random.normal()));
    const origins = random.uniform() < 0.5 ? powers.map(() => 0) : powers.map((_, column) => least(unit, column));
    return mapValues(unit, (value, column) => {
      const x = value - (origins[column] as number);
      return Math.sign(x) * Math.abs(x) ** (powers[column] as number);
    });
  }
  if (kind < 0.3) {
    const growth = Math.exp(between(random, Math.log(0.2), Math.log(4)));
    const shrinkage = between(random, 0, 0.9);
    const grows = random.uniform() < 0.6;
    return scaleRows(unit, (radius) => {
      const relative = radius / Math.sqrt(unit.dimension);
      return grows ? Math.exp(growth * relative) : (1e-9 + relative) ** -shrinkage;
    });
  }
  return points;
}

/** Adds waves of random directions, each along a few coordinates or all, as further coordinates. */
function bend(points: Points, random: RandomStream): Points {
  const { dimension } = points;
  const size = Math.sqrt(mean(Array.from({ length: dimension }, (_, column) => deviation(points, column) ** 2)));
  const unit = mapValues(points, (value) => value / size);
  const waves = whole(random, 1, 3 * dimension);
  const length = Math.exp(between(random, Math.log(dimension > 4 ? 0.4 : 0.1), Math.log(4)));
  const along = Math.min(dimension, pick(random, [dimension, 1, 2, 3]));
  const height = Math.exp(between(random, Math.log(0.1), Math.log(1.5))) * (length / 2) * Math.sqrt(dimension / waves);
  const added = zeroPoints(points.count, waves);
  for (let wave = 0; wave < waves; wave++) {
    const columns = randomPermutation(random, dimension).subarray(0, along);
    const steps = Float64Array.from(columns, () => (random.normal() * 2) / length / Math.sqrt(along));
    const phase = 2 * Math.PI * random.uniform();
    for (let i = 0; i < points.count; i++) {
      let angle = phase;
      for (let c = 0; c < along; c++)
        angle += (steps[c] as number) * (unit.values[i * dimension + (columns[c] as number)] as number);
      added.values[i * waves + wave] = height * Math.sin(angle);
    }
  }
  // Waves alone are an embedding only if there are enough of them.
  return random.uniform() < 0.7 || waves < 2 * dimension + 1 ? beside([unit, added]) : added;
}

function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

function whole(random: RandomStream, low: number, high: number): number {
  return low + Math.floor(random.uniform() * (high - low + 1));
}

function pick<T>(random: RandomStream, from: readonly T[]): T {
  return from[Math.floor(random.uniform() * from.length)] as T;
}

/** A number as a sum of at most so many positive ones. */
function partsOf(total: number, most: number, random: RandomStream): readonly number[] {
  const cuts = [...randomPermutation(random, total - 1)].slice(0, most - 1).map((cut) => cut + 1);
  const ends = [0, ...cuts.sort((a, b) => a - b), total];
  return ends.slice(1).map((end, i) => end - (ends[i] as number));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function column(points: Points, index: number): readonly number[] {
  return Array.from({ length: points.count }, (_, i) => points.values[i * points.dimension + index] as number);
}

function deviation(points: Points, index: number): number {
  const values = column(points, index);
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function least(points: Points, index: number): number {
  return column(points, index).reduce((low, value) => Math.min(low, value), Infinity);
}

function mapValues(points: Points, change: (value: number, column: number) => number): Points {
  const changed = zeroPoints(points.count, points.dimension);
  for (let at = 0; at < changed.values.length; at++)
    changed.values[at] = change(points.values[at] as number, at % points.dimension);
  return changed;
}

function scaleColumns(points: Points, factor: (column: number) => number): Points {
  const factors = Array.from({ length: points.dimension }, (_, index) => factor(index));
  return mapValues(points, (value, index) => value * (factors[index] as number));
}

function scaleRows(points: Points, factor: (radius: number) => number): Points {
  const { count, dimension } = points;
  const scaled = zeroPoints(count, dimension);
  for (let i = 0; i < count; i++) {
    const row = points.values.subarray(i * dimension, (i + 1) * dimension);
    const by = factor(Math.hypot(...row));
    for (let d = 0; d < dimension; d++) scaled.values[i * dimension + d] = by * (row[d] as number);
  }
  return scaled;
}

/** The coordinates of several point sets side by side. */
function beside(parts: readonly Points[]): Points {
  const count = parts[0]?.count ?? 0;
  const dimension = parts.reduce((sum, part) => sum + part.dimension, 0);
  const all = zeroPoints(count, dimension);
  let from = 0;
  for (const part of parts) {
    for (let i = 0; i < count; i++)
      all.values.set(part.values.subarray(i * part.dimension, (i + 1) * part.dimension), i * dimension + from);
    from += part.dimension;
  }
  return all;
}
