import { expect, it } from 'vitest';
import type { JobNote } from '../job-notes';
import { tellCurve } from './tell-curve';

/** A clock that is set by hand, and what was told. */
function told(): {
  readonly notes: JobNote[];
  look(at: number, testPoints: number, takes?: number): void;
} {
  let now = 0;
  const notes: JobNote[] = [];
  const tell = tellCurve('so2', { now: () => now }, { tell: (note) => void notes.push(note) });
  return {
    notes,
    look(at, testPoints, takes = 0) {
      now = at;
      tell({
        testPoints,
        of: 100,
        curve() {
          now += takes;
          return { sizes: [16], gaps: Float64Array.of(0.25), covariance: Float64Array.of(0.01) };
        },
      });
    },
  };
}

it('looks at a curve every 400 ms at most, and tells of the whole one always', () => {
  const { notes, look } = told();
  for (const [at, testPoints] of [
    [100, 20],
    [400, 30],
    [500, 40],
    [799, 50],
    [801, 60],
    [802, 100],
  ] as const)
    look(at, testPoints);
  expect(notes.map((note) => (note.kind === 'curve' ? note.curve.testPoints : null))).toEqual([30, 60, 100]);
  expect(notes[0]).toMatchObject({
    curve: { group: 'so2', of: 100, points: [{ n: 16, gap: 0.25, standardError: 0.1 }] },
  });
});

it('looks less often where looking takes long', () => {
  const { notes, look } = told();
  look(400, 20, 100);
  look(2499, 30);
  expect(notes).toHaveLength(1);
  look(2500, 40);
  expect(notes).toHaveLength(2);
});
