import { describe, expect, it } from 'vitest';
import { describeParameters } from '../registry/parameters';
import { rowOf } from '../mathematics/points';
import { randomStream } from '../mathematics/random-stream';
import { resolveSpace, taskRegistry } from './registry';

describe('resolveSpace', () => {
  it('names the task with the parameters that were given, in canonical form', () => {
    const { id, label, reference } = resolveSpace('circle?radius=2&concentration=1');
    expect({ id, label, reference }).toEqual({
      id: 'circle',
      label: 'Circle (concentration 1; radius 2)',
      reference: 'circle?concentration=1&radius=2',
    });
  });

  it.each([
    ['sphear', 'unknown-id', "Unknown task 'sphear'"],
    ['torus?dimension=0', 'invalid-input', "The task 'torus?dimension=0': dimension"],
    ['torus?size=2', 'invalid-input', 'its parameters: dimension'],
    ['stiefel?dimension=3&vectors=3', 'invalid-input', '3 orthonormal vectors need more than 3 coordinates'],
    ['point-cloud?dimension=4', 'invalid-input', 'expected 2 or 3, not 4'],
    ['point-cloud?points=2', 'invalid-input', 'needs 3 points or more, not 2'],
    ['point-cloud?points=2&dimension=1&shape=random', 'invalid-input', 'expected more points'],
    ['product?factors=circle*', 'invalid-input', "The factor ''"],
    ['product?factors=circle*sphear', 'unknown-id', "Unknown task 'sphear'"],
    ['product?factors=circle[0:2]', 'invalid-input', "'circle' has a slice"],
    ['product?factors=circle(radius=-1)', 'invalid-input', 'radius'],
  ])('refuses %s', (text, code, message) => {
    expect(() => resolveSpace(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('describes the parameters of every task', () => {
    for (const { parameters, label, summary } of taskRegistry.all) {
      for (const { description } of describeParameters(parameters)) expect(description).toMatch(/^[A-Z].*[^.]$/);
      expect(label).toMatch(/^[A-Z]/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('products', () => {
  it('lay the factors side by side, in order and independent', () => {
    const { space } = resolveSpace('product?factors=circle(radius=3)*helix*cube(dimension=1)');
    const points = space.sample(2000, randomStream(['product']));
    const products: number[] = [];
    for (let i = 0; i < points.count; i++) {
      const x = rowOf(points, i);
      expect(Math.hypot(x[0] ?? 0, x[1] ?? 0)).toBeCloseTo(3, 10);
      expect(Math.hypot(x[2] ?? 0, x[3] ?? 0)).toBeCloseTo(1, 10);
      products.push((x[0] ?? 0) * (x[2] ?? 0));
    }
    const mean = products.reduce((sum, value) => sum + value, 0) / products.length;
    // Independent: E = 0, and the standard deviation of one product is 3/2.
    expect(Math.abs(mean)).toBeLessThan((5 * 1.5) / Math.sqrt(products.length));
    expect(space.dimension).toBe(3);
    expect(space.geometry).toEqual({ boundary: true, curved: true, compact: true, noise: 0 });
  });

  it('keep what every factor knows', () => {
    const { space } = resolveSpace('product?factors=annulus(noise=0.1)*gaussian(dimension=2)');
    expect(space.residual).toBeUndefined();
    expect(space.density).toBeUndefined();
    expect(space.parametrisation?.dimension).toBe(4);
    expect(space.geometry.compact).toBe(false);
    // The same noise power, spread over all coordinates.
    expect(space.geometry.noise ** 2 * 4).toBeCloseTo(2 * 0.01, 12);
  });
});

describe('images', () => {
  it('of two bumps add up to the bumps’ volume, on any grid place', () => {
    const { space } = resolveSpace('bumps-image?size=20&width=1.5&distance=4');
    const points = space.sample(20, randomStream(['bumps']));
    for (let i = 0; i < points.count; i++) {
      const total = Array.from(rowOf(points, i)).reduce((sum, value) => sum + value, 0);
      expect(total).toBeCloseTo(1.5 * 2 * Math.PI * 1.5 ** 2, 4);
    }
  });

  it.each([
    // Areas within the unit circle: π/2; the polygon's 5/2 sin 72°; shaft 1.1 × 0.6 and head 0.8 × 0.7.
    ['ellipse', Math.PI / 2],
    ['polygon', 2.5 * Math.sin((2 * Math.PI) / 5)],
    ['arrow', 1.1 * 0.6 + 0.8 * 0.7],
  ])('of the %s have its area', (shape, area) => {
    const { space } = resolveSpace(`shape-image?size=64&shape=${shape}&moves=rotation,translation`);
    const points = space.sample(5, randomStream(['shapes', shape]));
    for (let i = 0; i < points.count; i++) {
      const total = Array.from(rowOf(points, i)).reduce((sum, value) => sum + value, 0);
      expect(Math.abs(total / (area * (0.3 * 64) ** 2) - 1)).toBeLessThan(0.03);
    }
  });
});
