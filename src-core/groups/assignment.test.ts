import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../mathematics/random-stream';
import { randomStream } from '../mathematics/random-stream';
import { AssignmentSolver } from './assignment';

/** Kinds of benefits, some with many ties. */
const kinds: Readonly<Record<string, (random: RandomStream, k: number) => (i: number, j: number) => number>> = {
  normal: (random) => () => random.normal(),
  'few whole numbers': (random) => () => random.integer(3),
  'all equal': () => () => 7,
  'rank one': (random, k) => {
    const [a, b] = [0, 1].map(() => Float64Array.from({ length: k }, () => random.normal()));
    return (i, j) => (a?.[i] ?? NaN) * (b?.[j] ?? NaN);
  },
  huge: (random) => () => 1e150 * random.normal(),
};

describe.each(Object.entries(kinds))('AssignmentSolver on benefits: %s', (name, kind) => {
  it.each([1, 2, 3, 6, 17, 40])('of size %i proves its optimum by its potentials', (k) => {
    const random = randomStream([name, k]);
    const solver = new AssignmentSolver(k);
    for (let trial = 0; trial < 20; trial++) {
      // A block within a wider matrix.
      const stride = k + 3;
      const benefit = new Float64Array(k * stride + 2).fill(NaN);
      const value = kind(random, k);
      for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) benefit[2 + i * stride + j] = value(i, j);
      const sum = solver.solve(benefit, 2, stride);
      const scale = Math.max(...Array.from(benefit, (entry) => (Number.isNaN(entry) ? 0 : Math.abs(entry))));
      expect([...solver.columnOfRow].sort((a, b) => a - b)).toEqual(Array.from({ length: k }, (_, j) => j));
      let primal = 0;
      let dual = 0;
      for (let i = 0; i < k; i++) {
        primal += benefit[2 + i * stride + (solver.columnOfRow[i] ?? -1)] ?? NaN;
        dual += (solver.rowPotential[i] ?? NaN) + (solver.columnPotential[i] ?? NaN);
        for (let j = 0; j < k; j++) {
          const bound = (solver.rowPotential[i] ?? NaN) + (solver.columnPotential[j] ?? NaN);
          expect(benefit[2 + i * stride + j]).toBeLessThanOrEqual(bound + 1e-12 * scale);
        }
      }
      // Weak duality: no assignment exceeds the potentials' sum.
      expect(Math.abs(primal - dual)).toBeLessThanOrEqual(1e-12 * k * scale);
      expect(sum).toBe(primal);
    }
  });
});
