import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import { parseFactors } from '../registry/factors';
import { factorsParameter } from '../registry/parameters';
import type { Group, GroupContext, GroupDefinition, GroupSteps } from './define-group';
import { inRange } from './factorial';
import { innerProducts } from './inner-products';
import { productEquivariants } from './product-equivariants';

/** Makes a group from a reference: the registry's function, handed in so that the registry may list the product itself. */
type Resolve = (reference: string, context: GroupContext) => Group;

const parameters = z.object({
  factors: factorsParameter(
    'Factors joined by *, each with the coordinates that it acts on, from:to (exclusive), for example so2[0:2]*sign[2:5]',
    'so2[0:2]*sign[2:4]',
  ),
});

/**
 * The product of groups, each acting on its own slice of the coordinates; coordinates in no slice are left alone.
 * @param resolve - makes each factor
 */
export function productOf(resolve: Resolve): GroupDefinition<typeof parameters> {
  return {
    id: 'product',
    label: 'Product of groups',
    summary: 'Several groups, each acting on a slice of the coordinates of its own.',
    parameters,
    suits: () => false,
    create: ({ factors }, context) => productGroup(factorsOf(factors, context, resolve), context.ambientDimension),
  };
}

interface PlacedGroup {
  readonly name: string;
  readonly group: Group;
  /** Its coordinates. */
  readonly from: number;
  readonly to: number;
  /** Where its part of an element, and of the tangents, begins. */
  readonly elementFrom: number;
  readonly tangentFrom: number;
}

function factorsOf(text: string, context: GroupContext, resolve: Resolve): readonly PlacedGroup[] {
  const placed: PlacedGroup[] = [];
  let elementFrom = 0;
  let tangentFrom = 0;
  for (const { id, reference, slice } of parseFactors(text)) {
    if (slice === undefined) {
      throw new ExpectedError(
        'invalid-input',
        `The factor '${reference}' of a product of groups has no slice; expected for example ${id}[0:4].`,
      );
    }
    const { from, to } = slice;
    const name = `${id}[${String(from)}:${String(to)}]`;
    if (to > context.ambientDimension) {
      throw new ExpectedError(
        'does-not-fit',
        `The factor ${name} needs coordinates up to ${String(to - 1)}, but the data has only 0 to ${String(context.ambientDimension - 1)}: ` +
          `coordinates ${String(Math.max(from, context.ambientDimension))} to ${String(to - 1)} are missing.`,
      );
    }
    const clash = placed.find((other) => from < other.to && other.from < to);
    if (clash !== undefined)
      throw new ExpectedError(
        'invalid-input',
        `The factors ${clash.name} and ${name} share coordinates; expected disjoint slices.`,
      );
    const group = resolveFactor(reference, { from, to }, context, resolve);
    placed.push({ name, group, from, to, elementFrom, tangentFrom });
    elementFrom += group.elementSize;
    tangentFrom += group.dimension;
  }
  return placed;
}

/** A factor's own errors count coordinates from its slice's beginning: the message says where that is. */
function resolveFactor(
  reference: string,
  { from, to }: { readonly from: number; readonly to: number },
  { ambientDimension }: GroupContext,
  resolve: Resolve,
): Group {
  try {
    return resolve(reference, { ambientDimension: to - from, layout: { kind: 'plain' } });
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    throw new ExpectedError(
      error.code,
      `In the factor '${reference}' on coordinates ${String(from)} to ${String(to - 1)} of the data's ${String(ambientDimension)}, ` +
        `counted from 0 there: ${error.message}`,
      { cause: error },
    );
  }
}

/** A group on the first coordinates, which leaves the others alone. */
export function onFirst(name: string, group: Group, ambientDimension: number): Group {
  return productGroup(
    [{ name, group, from: 0, to: group.ambientDimension, elementFrom: 0, tangentFrom: 0 }],
    ambientDimension,
  );
}

/** An element is the factors' elements, one after another; every maximum and every mean is taken factor by factor. */
function productGroup(factors: readonly PlacedGroup[], ambientDimension: number): Group {
  const groups = factors.map((factor) => factor.group);
  const elementSize = groups.reduce((sum, group) => sum + group.elementSize, 0);
  const dimension = groups.reduce((sum, group) => sum + group.dimension, 0);
  const order = groups.reduce((product, group) => product * group.order, 1);
  const taken = new Set(factors.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k)));
  const left = Array.from({ length: ambientDimension }, (_, k) => k).filter((k) => !taken.has(k));

  const part = (g: Float64Array, { elementFrom, group }: PlacedGroup): Float64Array =>
    g.slice(elementFrom, elementFrom + group.elementSize);
  const join = (elements: readonly Float64Array[]): Float64Array => {
    const out = new Float64Array(elementSize);
    factors.forEach(({ elementFrom }, f) => {
      out.set(elements[f] ?? [], elementFrom);
    });
    return out;
  };
  const slice = (x: Reals, { from, to }: PlacedGroup): Reals => x.subarray(from, to);
  const alone = (y: Reals, z: Reals): number => left.reduce((sum, k) => sum + (y[k] ?? 0) * (z[k] ?? 0), 0);

  const tangents = (x: Reals): Points => {
    const rows = zeroPoints(dimension, ambientDimension);
    for (const factor of factors) {
      const own = factor.group.tangents(slice(x, factor));
      for (let row = 0; row < own.count; row++) {
        const values = own.values.subarray(row * own.dimension, (row + 1) * own.dimension);
        rows.values.set(values, (factor.tangentFrom + row) * ambientDimension + factor.from);
      }
    }
    return rows;
  };

  const equivariants = productEquivariants(factors, left);

  return {
    ambientDimension,
    order: dimension > 0 ? Infinity : Math.min(order, Number.MAX_VALUE),
    dimension,
    elementSize,
    exact: groups.every((group) => group.exact),
    exactMean: groups.every((group) => group.exactMean),
    identity: () => join(groups.map((group) => group.identity())),
    compose: (g, h) => join(factors.map((factor) => factor.group.compose(part(g, factor), part(h, factor)))),
    inverse: (g) => join(factors.map((factor) => factor.group.inverse(part(g, factor)))),
    sample: (random) => join(groups.map((group) => group.sample(random))),
    act(g, x, out) {
      out.set(x);
      for (const factor of factors)
        factor.group.act(part(g, factor), slice(x, factor), out.subarray(factor.from, factor.to));
    },
    align(y, z, out) {
      innerProducts(choose(y, left), choose(z, left), out);
      const share = new Float64Array(out.length);
      for (const factor of factors) {
        const own = Array.from({ length: factor.to - factor.from }, (_, k) => factor.from + k);
        factor.group.align(choose(y, own), choose(z, own), share);
        for (let k = 0; k < out.length; k++) out[k] = (out[k] as number) + (share[k] as number);
      }
    },
    alignPair(y, z) {
      const parts = factors.map((factor) => factor.group.alignPair(slice(y, factor), slice(z, factor)));
      return {
        value: parts.reduce((sum, one) => sum + one.value, alone(y, z)),
        element: join(parts.map((one) => one.element)),
      };
    },
    orbitDimension: (x) => factors.reduce((sum, factor) => sum + factor.group.orbitDimension(slice(x, factor)), 0),
    tangents,
    volume: inRange(groups.reduce((product, group) => product * group.volume, 1)),
    genericStabiliser: groups.reduce((product, group) => product * group.genericStabiliser, 1),
    posteriorMean(y, z, kappa, out) {
      out.set(z);
      let log = kappa * alone(y, z);
      for (const factor of factors) {
        log += factor.group.posteriorMean(
          slice(y, factor),
          slice(z, factor),
          kappa,
          out.subarray(factor.from, factor.to),
        );
      }
      return log;
    },
    ...orbitVolumeOf(),
    ...elementsOf(),
    ...canonicalOf(),
    ...(equivariants === undefined ? {} : { equivariants }),
    ...restrictedOf(),
    describe: (g) => factors.map((factor) => `${factor.name} ${factor.group.describe(part(g, factor))}`).join('; '),
    ...(dimension > 0 ? { sliders: slidersOf() } : {}),
    steps: stepsOf(),
  };

  /** Of one factor alone an element is its own. */
  function restrictedOf(): Pick<Group, 'restricted'> {
    const [only, ...others] = factors;
    if (only === undefined || others.length > 0) return {};
    return { restricted: (from, to) => (from === only.from && to === only.to ? only.group : undefined) };
  }

  /** The product of the factors' orbits, where each is known: a factor that has one element has one point. */
  function orbitVolumeOf(): Pick<Group, 'orbitVolume'> {
    const moving = factors.filter(({ group }) => group.order !== 1);
    if (moving.some(({ group }) => group.orbitVolume === undefined)) return {};
    return {
      orbitVolume: (x) =>
        moving.reduce((volume, factor) => volume * (factor.group.orbitVolume?.(slice(x, factor)) ?? NaN), 1),
    };
  }

  function elementsOf(): Pick<Group, 'elements'> {
    if (order > 100_000) return {};
    const combine = (first: number): readonly (readonly Float64Array[])[] => {
      const group = groups[first];
      if (group === undefined) return [[]];
      const rest = combine(first + 1);
      return [...(group.elements?.() ?? [])].flatMap((element) => rest.map((tail) => [element, ...tail]));
    };
    return { elements: () => combine(0).map(join) };
  }

  /** The factors' coordinates one after another, then those left alone. */
  function canonicalOf(): Pick<Group, 'canonical'> {
    const maps = factors.flatMap((factor) =>
      factor.group.canonical === undefined ? [] : [{ factor, own: factor.group.canonical }],
    );
    if (maps.length !== factors.length) return {};
    const size = maps.reduce((sum, { own }) => sum + own.dimension, 0);
    const map = (x: Reals, out: Float64Array): void => {
      let at = 0;
      for (const { factor, own } of maps) {
        own.map(slice(x, factor), out.subarray(at, at + own.dimension));
        at += own.dimension;
      }
      for (const k of left) out[at++] = x[k] ?? 0;
    };
    return { canonical: { dimension: size + left.length, map } };
  }

  /** The element that is `own` of one factor, and the identity of the others. */
  function ofFactor(f: number, own: Float64Array): Float64Array {
    return join(groups.map((group, other) => (other === f ? own : group.identity())));
  }

  function stepsOf(): readonly GroupSteps[] {
    return factors.flatMap((factor, f) =>
      (factor.group.steps ?? []).map((steps) => ({
        label: `${factor.name}: ${steps.label}`,
        count: steps.count,
        element: (step: number) => ofFactor(f, steps.element(step)),
      })),
    );
  }

  function slidersOf(): NonNullable<Group['sliders']> {
    return factors.flatMap((factor, f) =>
      (factor.group.sliders ?? []).map((slider) => ({
        label: `${factor.name}: ${slider.label}`,
        period: slider.period,
        element: (value: number) => ofFactor(f, slider.element(value)),
      })),
    );
  }
}

function choose(points: Points, coordinates: readonly number[]): Points {
  const out = zeroPoints(points.count, coordinates.length);
  coordinates.forEach((coordinate, c) => {
    for (let i = 0; i < points.count; i++) {
      out.values[i * coordinates.length + c] = points.values[i * points.dimension + coordinate] as number;
    }
  });
  return out;
}
