import type { CubeImage } from './cube-image';

/** The surface of the unit cube of one dimension more, uniform. The first latent chooses the face as well. */
export function cubeSurface(dimension: number): CubeImage {
  const width = dimension + 1;
  const faces = 2 * width;
  return {
    dimension,
    ambientDimension: width,
    embed(u, out) {
      const place = faces * (u[0] as number);
      const face = Math.min(faces - 1, Math.floor(place));
      const [axis, side] = [face >> 1, face & 1];
      for (let k = 0; k < dimension; k++) out[k < axis ? k : k + 1] = k === 0 ? place - face : (u[k] as number);
      out[axis] = side;
    },
    latentsOf(x) {
      let [axis, least] = [0, Infinity];
      for (let k = 0; k < width; k++) {
        const distance = Math.abs(Math.abs((x[k] as number) - 0.5) - 0.5);
        if (distance < least) [axis, least] = [k, distance];
      }
      const side = (x[axis] as number) > 0.5 ? 1 : 0;
      const others = Array.from(x).filter((_, k) => k !== axis);
      // Just short of the next face.
      const first = Math.min(1 - 1e-12, Math.max(0, others[0] as number));
      return [(2 * axis + side + first) / faces, ...others.slice(1)];
    },
    boundary: false,
    curved: true,
  };
}
