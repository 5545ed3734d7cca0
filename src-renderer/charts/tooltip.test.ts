import { expect, it } from 'vitest';
import { pointTooltip, transportTooltip } from './tooltip';

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

it('says a Wasserstein distance with the gap of the same pairs', () => {
  const transport = [
    { n: 8, pairs: 32, squaredDistance: 1.25, standardError: 0.125, gap: 0.5, gapStandardError: 0.02 },
  ];
  const curve = { label: 'x', index: 0, points: [], fit: null, prediction: null, transport };
  const text = transportTooltip(curve, 8, '<i>');
  expect(text).toContain('n = 8, 32 pairs');
  expect(text).toContain('W₂² = 1.25 ± 0.13');
  expect(text).toContain('gap of the same pairs = 0.500 ± 0.020');
  expect(text).not.toContain('<i>');
  expect(transportTooltip(curve, 9, 'x')).toBe('');
});
