import { describe, expect, it } from 'vitest';
import type { Condition, Prediction } from '#contract/results';
import { lawStatus, lawStatusText } from './law-status';

function predictionWith(...conditions: readonly [Condition['id'], Condition['status']][]): Prediction {
  return {
    task: { reference: 'torus', id: 'torus', label: 'Torus', ambientDimension: 4 },
    group: { reference: 'trivial', id: 'trivial', label: 'No symmetry', orbitDimension: 0, order: 1, exact: true },
    ...{ spaceDimension: 2, orbitDimension: 0, dimension: 2, laws: { iid: null, quantisation: null }, gaps: [] },
    conditions: conditions.map(([id, status]) => ({ id, status, detail: '' })),
  };
}
const text = (...given: Parameters<typeof lawStatus>): string => lawStatusText(lawStatus(...given));

describe('lawStatus', () => {
  const fine = predictionWith(['integrable', 'holds'], ['memorisation', 'unknown']);

  it('holds where all hold; memorisation is asked of trained models, and by the i.i.d. law alone', () => {
    expect(text(fine, 'iid', null)).toBe('✓ conditions hold');
    expect(text(fine, 'iid', 'holds')).toBe('✓ conditions hold');
    expect(text(fine, 'iid', 'unknown')).toBe('? memorisation not known');
    expect(text(fine, 'iid', 'fails')).toBe('✗ memorisation fails');
    expect(text(fine, 'quantisation', 'fails')).toBe('✓ conditions hold');
  });

  it('names what fails before what is not known', () => {
    const mixed = predictionWith(['boundary', 'fails'], ['free-action', 'fails'], ['curvature', 'unknown']);
    expect(text(mixed, 'iid', null)).toBe('✗ boundary, free action fail');
    expect(text(predictionWith(['curvature', 'unknown']), 'iid', null)).toBe('? curvature not known');
  });
});
