import { besselValues, lookUpBessel } from './bessel-table';
import type { PosteriorMeansRequest } from './define-group';
import type { TurnedPlane } from './planes';

/**
 * `posteriorMeans` for rotations by all angles with one common frequency: with C = Σ conj(y_p) z_p, the mean of e^{iθ} under von Mises' law of
 * concentration κ|C| is (I₁/I₀)(κ|C|) · conj(C)/|C|, by which the turned coordinates of z are multiplied.
 * @param left - coordinates that do not turn
 */
export function rotationMeans(
  planes: readonly TurnedPlane[],
  left: readonly number[],
): (request: PosteriorMeansRequest) => void {
  const first = Int32Array.from(planes, (plane) => plane.first);
  const second = Int32Array.from(planes, (plane) => plane.second);
  return ({ y, z, kappa, means, logs }) => {
    const { count, dimension, values } = z;
    for (let j = 0; j < count; j++) {
      const start = j * dimension;
      let re = 0;
      let im = 0;
      for (let p = 0; p < first.length; p++) {
        const [a, b] = [first[p] as number, second[p] as number];
        const [yr, yi] = [y[a] as number, y[b] as number];
        const [zr, zi] = [values[start + a] as number, values[start + b] as number];
        re += yr * zr + yi * zi;
        im += yr * zi - yi * zr;
      }
      let alone = 0;
      for (const k of left) {
        alone += (y[k] as number) * (values[start + k] as number);
        means[start + k] = values[start + k] as number;
      }
      const length = Math.sqrt(re * re + im * im);
      lookUpBessel(kappa * length);
      logs[j] = besselValues.logI0 + kappa * alone;
      const factor = length === 0 ? 0 : besselValues.ratio / length;
      const cosine = re * factor;
      const sine = -im * factor;
      for (let p = 0; p < first.length; p++) {
        const [a, b] = [first[p] as number, second[p] as number];
        const [zr, zi] = [values[start + a] as number, values[start + b] as number];
        means[start + a] = cosine * zr - sine * zi;
        means[start + b] = cosine * zi + sine * zr;
      }
    }
  };
}
