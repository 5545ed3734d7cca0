import { z } from 'zod';
import type { Reals } from '../mathematics/points';
import { choiceParameter, choicesParameter, integerParameter } from '../registry/parameters';
import { defineSpace, type Parametrisation } from './define-space';
import { latentResidual } from './latent-residual';
import { embeddedPoints } from './sample-points';
import { arrowOutline, ellipseDistance, pentagonOutline, polygonDistance } from './signed-distance';

/** Circumradius at scale 1, as a share of the image's side. */
const radius = 0.3;
const smallestScale = 0.7;
/** Width of the logistic step that smooths the edges, in pixels: close to a normal blur of one pixel. */
const edge = 0.6;

/** Signed distance in units of the circumradius, and the angle after which the shape repeats. */
const shapes = {
  ellipse: { distance: ellipseDistance(1, 0.5), period: Math.PI },
  arrow: { distance: polygonDistance(arrowOutline), period: 2 * Math.PI },
  polygon: { distance: polygonDistance(pentagonOutline), period: (2 * Math.PI) / 5 },
};

export const shapeImage = defineSpace({
  id: 'shape-image',
  label: 'Image of a shape',
  summary: 'A shape with smooth edges on a periodic grid, moved, turned and scaled; uniform in place, angle and scale.',
  parameters: z.object({
    size: integerParameter('Rows and columns of the image', 28, { minimum: 16, maximum: 128 }),
    shape: choiceParameter('An ellipse, an arrow or a regular pentagon', ['ellipse', 'arrow', 'polygon'], 'ellipse'),
    moves: choicesParameter(
      'How the shape varies',
      [
        'rotation',
        'translation',
        'scale',
        'rotation,translation',
        'rotation,scale',
        'translation,scale',
        'rotation,translation,scale',
      ],
      'rotation,translation,scale',
    ),
  }),
  create({ size, shape, moves }) {
    const parametrisation = rendering(size, shape, moves.split(','));
    return {
      ambientDimension: size * size,
      dimension: parametrisation.dimension,
      layout: { kind: 'image', rows: size, columns: size, channels: 1 },
      sample: (count, random) => embeddedPoints(parametrisation, size * size, count, random),
      residual: latentResidual(parametrisation, size * size),
      parametrisation,
      geometry: { boundary: moves.includes('scale'), curved: true, compact: true, noise: 0 },
    };
  },
});

/** Latents: row and column of the centre, angle, scale; those that do not vary are left out. */
function rendering(size: number, shape: keyof typeof shapes, moves: readonly string[]): Parametrisation {
  const { distance, period } = shapes[shape];
  const place = { from: 0, to: size, periodic: true };
  const latents = [
    ...(moves.includes('translation') ? [place, place] : []),
    ...(moves.includes('rotation') ? [{ from: 0, to: period, periodic: true }] : []),
    ...(moves.includes('scale') ? [{ from: smallestScale, to: 1, periodic: false }] : []),
  ];
  const density = 1 / latents.reduce((volume, { from, to }) => volume * (to - from), 1);
  const wrap = (x: number): number => x - size * Math.round(x / size);
  const local = new Float64Array(3);
  /** Of the signed distance at a pixel, against row, column, angle and scale. */
  const slopes = new Float64Array(4);
  /** Calls `pixel` for each pixel with its intensity, and with the slopes set where they are asked for. */
  const render = (u: Reals, withSlopes: boolean, pixel: (index: number, intensity: number) => void): void => {
    let next = 0;
    const take = (move: string, fallback: number): number => (moves.includes(move) ? (u[next++] ?? 0) : fallback);
    const down = take('translation', (size - 1) / 2);
    const right = take('translation', (size - 1) / 2);
    const angle = take('rotation', 0);
    const scale = take('scale', 1);
    const length = radius * size * scale;
    const cosine = Math.cos(angle);
    const sine = Math.sin(angle);
    for (let r = 0; r < size; r++) {
      const y = wrap(r - down) / length;
      for (let c = 0; c < size; c++) {
        const x = wrap(c - right) / length;
        const along = cosine * x + sine * y;
        const across = cosine * y - sine * x;
        distance(along, across, local);
        const value = local[0] as number;
        if (withSlopes) {
          const slopeAlong = local[1] as number;
          const slopeAcross = local[2] as number;
          slopes[0] = -(sine * slopeAlong + cosine * slopeAcross);
          slopes[1] = sine * slopeAcross - cosine * slopeAlong;
          slopes[2] = length * (slopeAlong * across - slopeAcross * along);
          slopes[3] = (length / scale) * (value - along * slopeAlong - across * slopeAcross);
        }
        pixel(r * size + c, 1 / (1 + Math.exp((length * value) / edge)));
      }
    }
  };
  const varying = [
    ...(moves.includes('translation') ? [0, 1] : []),
    ...(moves.includes('rotation') ? [2] : []),
    ...(moves.includes('scale') ? [3] : []),
  ];
  return {
    dimension: latents.length,
    latents,
    density: () => density,
    draw(random, out) {
      for (const [i, { from, to }] of latents.entries()) out[i] = from + (to - from) * random.uniform();
    },
    embed(u, out) {
      render(u, false, (index, intensity) => {
        out[index] = intensity;
      });
    },
    jacobian(u, out) {
      render(u, true, (index, intensity) => {
        const factor = (-intensity * (1 - intensity)) / edge;
        for (let k = 0; k < varying.length; k++)
          out[index * varying.length + k] = factor * (slopes[varying[k] as number] as number);
      });
    },
  };
}
