import { unitSphereArea } from '../laws/unit-ball-volume';
import type { RandomStream } from '../mathematics/random-stream';
import type { Parametrisation } from './define-space';

/** Writes a uniform point of the unit sphere of R^`out.length`. */
export function drawOnSphere(random: RandomStream, out: Float64Array): void {
  for (;;) {
    let square = 0;
    for (let i = 0; i < out.length; i++) {
      const value = random.normal();
      out[i] = value;
      square += value * value;
    }
    if (square === 0) continue;
    for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) / Math.sqrt(square);
    return;
  }
}

/**
 * The unit sphere S^k, k ≥ 1, uniform, by hyperspherical coordinates: k − 1 polar angles φ_i in [0, π] and one azimuth;
 * X_j = cos φ_j ∏_{i<j} sin φ_i, with density ∏ (sin φ_i)^{k−i} / vol S^k.
 */
export function sphereParametrisation(k: number): Parametrisation {
  const area = unitSphereArea(k);
  const point = new Float64Array(k + 1);
  return {
    dimension: k,
    latents: Array.from({ length: k }, (_, i) =>
      i < k - 1 ? { from: 0, to: Math.PI, periodic: false } : { from: 0, to: 2 * Math.PI, periodic: true },
    ),
    density(u) {
      let value = 1 / area;
      for (let i = 0; i < k - 1; i++) value *= Math.max(0, Math.sin(u[i] ?? 0)) ** (k - 1 - i);
      return value;
    },
    draw(random, out) {
      drawOnSphere(random, point);
      let tail = point[k] ?? 0;
      for (let i = k - 1; i >= 0; i--) {
        const angle = Math.atan2(tail, point[i] ?? 0);
        // Only the azimuth's angle can be negative.
        out[i] = angle < 0 ? angle + 2 * Math.PI : angle;
        tail = Math.hypot(tail, point[i] ?? 0);
      }
    },
    embed(u, out) {
      let sines = 1;
      for (let j = 0; j < k; j++) {
        out[j] = sines * Math.cos(u[j] ?? 0);
        sines *= Math.sin(u[j] ?? 0);
      }
      out[k] = sines;
    },
    jacobian(u, out) {
      for (let i = 0; i < k; i++) {
        let product = 1;
        for (let j = 0; j <= k; j++) {
          const angle = u[j] ?? 0;
          const ownFactor = j === k ? 1 : j === i ? -Math.sin(angle) : Math.cos(angle);
          out[j * k + i] = j < i ? 0 : product * ownFactor;
          product *= j === i ? Math.cos(angle) : Math.sin(angle);
        }
      }
    },
  };
}
