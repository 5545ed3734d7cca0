import { describe, expect, it } from 'vitest';
import { randomStream } from '../mathematics/random-stream';
import { volumeElement } from '../mathematics/volume-element';
import { pointRotationGroup } from './point-rotation-group';
import { rotatedPointsVolume } from './rotated-points-volume';

const pi = Math.PI;

describe('rotatedPointsVolume', () => {
  it('is that of spheres for one point', () => {
    expect(rotatedPointsVolume(Float64Array.of(3, 4), 1, 2, false)).toBeCloseTo(2 * pi * 5, 10);
    expect(rotatedPointsVolume(Float64Array.of(0, 2, 0), 1, 3, true)).toBeCloseTo(4 * pi * 4, 10);
    expect(rotatedPointsVolume(Float64Array.of(1, 1, 1, 1), 1, 4, false)).toBeCloseTo(2 * pi ** 2 * 8, 9);
  });

  it('is that of Stiefel manifolds for orthonormal points', () => {
    // V_2(R⁴) in R⁸: circles of radius √2 in the points' own plane, and a sphere's two directions for each point.
    const frame = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0);
    expect(rotatedPointsVolume(frame, 2, 4, false)).toBeCloseTo(Math.SQRT2 * 2 * pi ** 2 * 4 * pi, 9);
  });

  it('is the volume of the group times the volume element of its tangents where the action is free', () => {
    const random = randomStream(['rotated points']);
    for (const [points, d, reflections] of [
      [2, 3, false],
      [4, 3, false],
      [3, 3, true],
      [3, 2, false],
    ] as const) {
      const x = Float64Array.from({ length: points * d }, () => random.normal());
      const group = pointRotationGroup(points, d, reflections);
      const free = (group.volume / group.genericStabiliser) * volumeElement(group.tangents(x));
      expect(rotatedPointsVolume(x, points, d, reflections) / free).toBeCloseTo(1, 9);
    }
  });

  it('is 0-dimensional at the origin', () => {
    expect(rotatedPointsVolume(new Float64Array(3), 1, 3, false)).toBe(1);
  });
});
