import type { CubeImage } from './cube-image';

/**
 * A paraboloid under a multivariate Burr law of shape 1 (Campadelli, Casiraghi, Ceruti & Rozza, 2015): X_i = 1 / (1 + E_i / E_0) with independent
 * exponential E, beside them Σ X_i², and then the sines and the squares of all d + 1. In R^{3(d+1)}.
 *
 * The W_i = E_i / E_0 are drawn one after another: P(W_k > w | those before) = (S / (S + w))^k with S = 1 + W_1 + … + W_{k−1}.
 */
export function paraboloid(dimension: number): CubeImage {
  const width = dimension + 1;
  return {
    dimension,
    ambientDimension: 3 * width,
    embed(u, out) {
      let total = 1;
      let squares = 0;
      for (let k = 0; k < dimension; k++) {
        const ratio = total * ((u[k] as number) ** (-1 / (k + 1)) - 1);
        total += ratio;
        const x = 1 / (1 + ratio);
        out[k] = x;
        squares += x * x;
      }
      out[dimension] = squares;
      for (let k = 0; k < width; k++) {
        const value = out[k] as number;
        out[width + k] = Math.sin(value);
        out[2 * width + k] = value * value;
      }
    },
    latentsOf(x) {
      let total = 1;
      return Array.from({ length: dimension }, (_, k) => {
        const before = total;
        total += Math.max(0, 1 / (x[k] as number) - 1);
        return (before / total) ** (k + 1);
      });
    },
    boundary: true,
    curved: true,
  };
}
