import { expect, it } from 'vitest';
import { pointTooltip } from './tooltip';

it('says a point’s figures with their errors, and takes labels as text', () => {
  const points = [
    {
      n: 1024,
      gap: 0.5123,
      standardError: 0.0123,
      localDimension: null,
      replicates: 8,
      generalization: 0.9,
      generalizationStandardError: 0.02,
    },
  ];
  const text = pointTooltip({ label: '<b>x', index: 0, points, fit: null, prediction: null }, 0);
  expect(text).toContain('n = 1,024');
  expect(text).toContain('0.512 ± 0.012');
  expect(text).toContain('8 replicates');
  expect(text).toContain('generalization error = 0.900 ± 0.020');
  expect(text).not.toContain('<b>');
  expect(text).not.toContain('local');
});
