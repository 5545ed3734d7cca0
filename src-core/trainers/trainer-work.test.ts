import { describe, expect, it } from 'vitest';
import { trainerWork } from './trainer-work';

const ratio = (reference: string, n: number, other: number): number => {
  const { amount } = trainerWork(reference);
  return amount(n) / amount(other);
};

describe('trainerWork', () => {
  it('is the steps of a network: those that were asked for, else as many as n takes', () => {
    expect(ratio('diffusion?steps=500', 1024, 64)).toBe(1);
    expect(trainerWork('diffusion?steps=500').amount(64) / trainerWork('diffusion?steps=2000').amount(64)).toBe(0.25);
    // Twice the steps at four times the points.
    expect(ratio('regression', 256, 64)).toBeCloseTo(2, 3);
  });

  it('grows with n where all training points are looked at, whatever steps the settings have', () => {
    expect(ratio('memoriser', 256, 64)).toBe(4);
    expect(ratio('analytic-diffusion?steps=48', 256, 64)).toBe(4);
    expect(trainerWork('analytic-diffusion?steps=48').amount(8) / trainerWork('analytic-diffusion').amount(8)).toBe(2);
  });

  it('knows the algorithm of a reference that cannot be read', () => {
    expect(trainerWork('diffusion?gone=1')).toMatchObject({ algorithm: 'diffusion' });
    expect(trainerWork('gone').amount(4)).toBe(4);
  });
});
