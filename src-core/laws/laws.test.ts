import { describe, expect, it } from 'vitest';
import { pseudoVolumeElement, volumeElement } from '../mathematics/volume-element';
import { iidCoefficient } from './iid-law';
import { quantisationCoefficient } from './quantisation-law';
import { unitBallVolume, unitSphereArea } from './unit-ball-volume';

describe('unitBallVolume', () => {
  it('gives the known volumes and areas', () => {
    const volumes = [1, 2, Math.PI, (4 / 3) * Math.PI, Math.PI ** 2 / 2, (8 / 15) * Math.PI ** 2];
    for (const [dimension, volume] of volumes.entries()) expect(unitBallVolume(dimension) / volume).toBeCloseTo(1, 12);
    const areas = [2, 2 * Math.PI, 4 * Math.PI, 2 * Math.PI ** 2];
    for (const [dimension, area] of areas.entries()) expect(unitSphereArea(dimension) / area).toBeCloseTo(1, 12);
  });
});

describe('iidCoefficient', () => {
  it('is E r² of a Poisson process of unit intensity, by quadrature', () => {
    for (const dimension of [1, 2, 3, 5, 10]) {
      // E r² = ∫ 2 r exp(−ω r^d) dr, on a grid that reaches far into the tail.
      const [steps, end] = [40_000, dimension === 1 ? 30 : 6];
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const r = ((i + 0.5) * end) / steps;
        sum += 2 * r * Math.exp(-unitBallVolume(dimension) * r ** dimension) * (end / steps);
      }
      expect(iidCoefficient(dimension) / sum).toBeCloseTo(1, 5);
    }
  });
});

describe('quantisationCoefficient', () => {
  it('is the second moment of the cell, by hand, for intervals, hexagons and the body-centred lattice', () => {
    expect(quantisationCoefficient(1)).toMatchObject({ value: 1 / 12, status: 'exact' });
    // A regular hexagon of side s: area 3√3/2 s², polar moment 5√3/8 s⁴.
    const area = (3 * Math.sqrt(3)) / 2;
    expect(quantisationCoefficient(2)).toMatchObject({ status: 'exact' });
    expect(quantisationCoefficient(2).value).toBeCloseTo((5 * Math.sqrt(3)) / 8 / area ** 2, 12);
    // The truncated octahedron has 0.0785433 a dimension (Barnes & Sloane 1983).
    expect(quantisationCoefficient(3).value).toBeCloseTo(3 * 0.0785433, 6);
    expect(quantisationCoefficient(8).value).toBeCloseTo(8 * 0.0716821, 6);
  });

  it('lies between the sphere bound and independent points, as Zador proved', () => {
    for (let dimension = 1; dimension <= 64; dimension++) {
      const { value, status } = quantisationCoefficient(dimension);
      const sphereBound = (dimension / (dimension + 2)) * unitBallVolume(dimension) ** (-2 / dimension);
      expect(value).toBeGreaterThanOrEqual(sphereBound * (1 - 1e-12));
      expect(value).toBeLessThan(iidCoefficient(dimension));
      if (status === 'best known') expect(value / sphereBound).toBeLessThan(1.06);
    }
  });
});

describe('volumeElement', () => {
  const rows = (count: number, values: number[]) => ({ count, dimension: 3, values: Float64Array.from(values) });

  it('is the area of a parallelogram and the volume of a parallelepiped', () => {
    expect(volumeElement(rows(2, [1, 2, 3, 4, 5, 6]))).toBeCloseTo(Math.hypot(-3, 6, -3), 12);
    expect(volumeElement(rows(3, [2, 0, 0, 1, 3, 0, 5, 6, 4]))).toBeCloseTo(24, 12);
    expect(volumeElement(rows(0, []))).toBe(1);
    expect(volumeElement(rows(2, [1, 2, 3, 0, 0, 0]))).toBe(0);
  });

  it('of dependent rows is the product of the singular values that are not 0', () => {
    // Generators of rotations at a point of length 2: both that move it give 2.
    expect(pseudoVolumeElement(rows(3, [0, 0, 0, 0, 0, 2, 0, -2, 0]), 2)).toBeCloseTo(4, 12);
    expect(pseudoVolumeElement(rows(2, [1, 2, 2, 1, 2, 2]), 1)).toBeCloseTo(3 * Math.SQRT2, 12);
  });
});
