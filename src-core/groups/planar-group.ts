import type { Points, Reals } from '../mathematics/points';
import { zeroPoints } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import { alignPlanes } from './align-planes';
import type { Alignment, Group } from './define-group';
import { degreesText } from './describe-element';
import { planarEquivariants } from './planar-equivariants';
import { frequencyClasses, type PlanarKind, type TurnedPlane } from './planes';
import { planarTensors } from './planar-tensors';
import { rankOf } from './rank';
import { rotationMeans } from './rotation-means';
import { greatestCommonDivisor } from './trigonometric-polynomial';
import { turnSearch } from './turn-search';

const fullTurn = 2 * Math.PI;

/**
 * A group of rotations (and reflections) of planes. With ⟨y, z⟩ = Σ conj(y_p) z_p on the planes of one frequency f, the inner product
 * ⟨y, g_θ z⟩ is the trigonometric polynomial Σ_f Re(C_f e^{ifθ}) plus the part of the coordinates left alone.
 *
 * An element is [turn] or [turn, flip]: the angle (a multiple of 2π / rotations if finite: then the multiple), and 1 where the
 * reflection is applied before turning.
 */
export function planarGroup(kind: PlanarKind): Group {
  const { ambientDimension, planes, rotations, reflections } = kind;
  const finite = Number.isFinite(rotations);
  const classes = frequencyClasses(planes);
  const left = coordinatesLeftAlone(ambientDimension, planes);
  const divisor = planes.reduce((common, plane) => greatestCommonDivisor(common, plane.frequency), 0);
  const flips = reflections ? [0, 1] : [0];
  const elementSize = reflections ? 2 : 1;

  const angleOf = (turn: number): number => (finite ? (fullTurn * turn) / rotations : turn);
  const wrap = (turn: number): number => {
    const period = finite ? rotations : fullTurn;
    return ((turn % period) + period) % period;
  };
  const element = (turn: number, flip: number): Float64Array =>
    reflections ? Float64Array.of(wrap(turn), flip) : Float64Array.of(wrap(turn));

  const search = turnSearch(
    classes.map((entry) => entry.frequency),
    rotations,
  );

  /** The coefficients C_f of one pair for the given flip, left in the search; returns the part of the coordinates left alone. */
  const coefficients = (y: Reals, z: Reals, flip: number): number => {
    classes.forEach((entry, c) => {
      let re = 0;
      let im = 0;
      for (const { first, second } of entry.planes) {
        const [yr, yi, zr] = [y[first] ?? 0, y[second] ?? 0, z[first] ?? 0];
        const zi = flip === 1 ? -(z[second] ?? 0) : (z[second] ?? 0);
        re += yr * zr + yi * zi;
        im += yr * zi - yi * zr;
      }
      search.re[c] = re;
      search.im[c] = im;
    });
    let alone = 0;
    for (const k of left) alone += (y[k] ?? 0) * (z[k] ?? 0);
    return alone;
  };

  const alignPair = (y: Reals, z: Reals): Alignment => {
    let best = -Infinity;
    let attained = element(0, 0);
    for (const flip of flips) {
      const alone = coefficients(y, z, flip);
      const value = alone + search.maximise();
      if (!(value <= best)) {
        best = value;
        attained = element(search.turn, flip);
      }
    }
    return { value: best, element: attained };
  };

  return {
    ambientDimension,
    order: finite ? rotations * flips.length : Infinity,
    dimension: finite ? 0 : 1,
    elementSize,
    exact: true,
    exactMean: true,
    identity: () => element(0, 0),
    compose: (g, h) => element((g[0] ?? 0) + (g[1] === 1 ? -1 : 1) * (h[0] ?? 0), (g[1] ?? 0) === (h[1] ?? 0) ? 0 : 1),
    inverse: (g) => (g[1] === 1 ? element(g[0] ?? 0, 1) : element(-(g[0] ?? 0), 0)),
    sample(random: RandomStream) {
      const turn = finite ? random.integer(rotations) : fullTurn * random.uniform();
      return element(turn, reflections ? random.integer(2) : 0);
    },
    act(g, x, out) {
      out.set(x);
      const angle = angleOf(g[0] ?? 0);
      const sign = g[1] === 1 ? -1 : 1;
      for (const { frequency, planes: turned } of classes) {
        const cosine = Math.cos(frequency * angle);
        const sine = Math.sin(frequency * angle);
        for (const { first, second } of turned) {
          const re = x[first] ?? 0;
          const im = sign * (x[second] ?? 0);
          out[first] = cosine * re - sine * im;
          out[second] = sine * re + cosine * im;
        }
      }
    },
    align(y, z, out) {
      alignPlanes(y, z, out, classes, left, reflections, search);
    },
    alignPair,
    ...planarTensors(kind),
    orbitDimension: (x) => rankOf(tangentsOf(x), x),
    tangents: tangentsOf,
    volume: (finite ? rotations : fullTurn) * flips.length,
    genericStabiliser: genericStabiliser(),
    posteriorMean,
    ...(finite || reflections || classes.length !== 1 ? {} : { posteriorMeans: rotationMeans(planes, left) }),
    ...(finite && rotations * flips.length <= 100_000 ? { elements } : {}),
    ...canonical(),
    ...equivariants(),
    restricted: (from, to) =>
      planarGroup({
        ...kind,
        ambientDimension: to - from,
        planes: planes
          .filter(({ first, second }) => Math.min(first, second) >= from && Math.max(first, second) < to)
          .map(({ first, second, frequency }) => ({ first: first - from, second: second - from, frequency })),
      }),
    describe: (g) => {
      const angle = degreesText(angleOf(g[0] ?? 0));
      return g[1] === 1 ? `reflected, then turned by ${angle}` : `turned by ${angle}`;
    },
    ...(finite
      ? {}
      : { sliders: [{ label: 'Angle', period: fullTurn, element: (value: number) => element(value, 0) }] }),
    steps: [
      ...(finite ? [{ label: 'Turns', count: rotations, element: (step: number) => element(step, 0) }] : []),
      ...(reflections ? [{ label: 'Reflection', count: 2, element: (step: number) => element(0, step) }] : []),
    ],
  };

  function* elements(): Iterable<Float64Array> {
    for (const flip of flips) for (let turn = 0; turn < rotations; turn++) yield element(turn, flip);
  }

  function equivariants(): Pick<Group, 'equivariants'> {
    const found = finite ? undefined : planarEquivariants(classes, left, reflections);
    return found === undefined ? {} : { equivariants: found };
  }

  function tangentsOf(x: Reals): Points {
    const rows = zeroPoints(finite ? 0 : 1, ambientDimension);
    if (finite) return rows;
    for (const { first, second, frequency } of planes) {
      rows.values[first] = -frequency * (x[second] ?? 0);
      rows.values[second] = frequency * (x[first] ?? 0);
    }
    return rows;
  }

  /** Rotations by multiples of 2π / gcd fix everything; a reflection fixes a generic point of a single plane, if all angles are there. */
  function genericStabiliser(): number {
    if (finite) return greatestCommonDivisor(rotations, divisor);
    return divisor * (reflections && planes.length === 1 ? 2 : 1);
  }

  function posteriorMean(y: Reals, z: Reals, kappa: number, out: Float64Array): number {
    const parts = flips.map((flip) => {
      const alone = coefficients(y, z, flip);
      const re = new Float64Array(classes.length);
      const im = new Float64Array(classes.length);
      return { flip, re, im, log: kappa * alone + search.moments(kappa, re, im) };
    });
    const highest = Math.max(...parts.map((part) => part.log));
    const total = parts.reduce((sum, part) => sum + Math.exp(part.log - highest), 0);
    out.fill(0);
    for (const k of left) out[k] = z[k] ?? 0;
    for (const { flip, re, im, log } of parts) {
      const share = Math.exp(log - highest) / total;
      classes.forEach((entry, c) => {
        for (const { first, second } of entry.planes) {
          const a = z[first] ?? 0;
          const b = flip === 1 ? -(z[second] ?? 0) : (z[second] ?? 0);
          out[first] = (out[first] ?? 0) + share * ((re[c] ?? 0) * a - (im[c] ?? 0) * b);
          out[second] = (out[second] ?? 0) + share * ((re[c] ?? 0) * b + (im[c] ?? 0) * a);
        }
      });
    }
    return highest + Math.log(total / flips.length);
  }

  /**
   * One plane modulo all rotations is its radius; modulo a dihedral group, a reflection group, it is a wedge. Both are isometries: a
   * finite reflection group's orbits meet its chamber once, and of two orbits the points in one chamber are nearest to each other,
   * since a segment across a mirror only gets shorter when its end is folded over (Humphreys, "Reflection groups and Coxeter groups", 1990, § 1.12).
   */
  function canonical(): Pick<Group, 'canonical'> {
    const [plane] = planes;
    if (plane === undefined || planes.length > 1) return {};
    if (!finite) {
      const map = (x: Reals, out: Float64Array): void => {
        out[0] = Math.hypot(x[plane.first] ?? 0, x[plane.second] ?? 0);
        left.forEach((k, i) => (out[i + 1] = x[k] ?? 0));
      };
      return { canonical: { dimension: 1 + left.length, map } };
    }
    if (!reflections) return {};
    const sector = (fullTurn * greatestCommonDivisor(rotations, plane.frequency)) / rotations;
    const map = (x: Reals, out: Float64Array): void => {
      const radius = Math.hypot(x[plane.first] ?? 0, x[plane.second] ?? 0);
      const angle = Math.atan2(x[plane.second] ?? 0, x[plane.first] ?? 0);
      const folded = Math.abs(angle - sector * Math.round(angle / sector));
      out[0] = radius * Math.cos(folded);
      out[1] = radius * Math.sin(folded);
      left.forEach((k, i) => (out[i + 2] = x[k] ?? 0));
    };
    return { canonical: { dimension: 2 + left.length, map } };
  }
}

function coordinatesLeftAlone(ambientDimension: number, planes: readonly TurnedPlane[]): readonly number[] {
  const turned = new Set(planes.flatMap((plane) => [plane.first, plane.second]));
  return Array.from({ length: ambientDimension }, (_, k) => k).filter((k) => !turned.has(k));
}
