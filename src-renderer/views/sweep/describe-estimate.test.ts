import { expect, it } from 'vitest';
import { sweepDeclaration, type SweepPreview } from '#contract/sweep';
import { describeBasis, describePlan, expectedSeconds } from './describe-estimate';

const preview = (more: Partial<SweepPreview> = {}): SweepPreview => ({
  declaration: sweepDeclaration.parse({ task: 'circle', sizes: [8] }),
  ...{ runs: 112, sizes: [8], curves: [], alreadyDone: 0, batches: 6, estimatedSeconds: 3 },
  estimate: { basis: 'same', runs: 40, unknown: [], workers: 2 },
  ...more,
});

it('says what will be run, for one sweep and for several', () => {
  expect(describePlan([preview()])).toBe('112 runs in 6 batches, about 3 s');
  expect(describePlan([preview({ alreadyDone: 8, batches: 1 })])).toBe(
    '112 runs in 1 batch, 8 already stored, about 3 s',
  );
  expect(describePlan([preview(), preview()])).toBe('2 sweeps, 224 runs in 12 batches, about 6 s');
  const unknown = preview({ estimatedSeconds: null });
  expect(describePlan([preview(), unknown])).toBe('2 sweeps, 224 runs in 12 batches');
  expect(expectedSeconds([preview(), unknown])).toBeNull();
  expect(describePlan([])).toBe('');
});

it('says on what the time rests, and what is not known', () => {
  const name = (trainer: string): string => trainer.toUpperCase();
  expect(describeBasis(preview(), name)).toBe(
    'From the time of 40 earlier runs of these curves on this backend, shared by 2 workers.',
  );
  const unknown = { basis: null, runs: 0, unknown: ['lloyd', 'gan'], workers: 2 };
  expect(describeBasis(preview({ estimatedSeconds: null, estimate: unknown }), name)).toContain('LLOYD, GAN');
  expect(describeBasis(preview({ alreadyDone: 112 }), name)).toContain('nothing is left');
});
