import { expect, it } from 'vitest';
import { formatMoment } from './moment';

it('writes moments of today as a time, and others with as much of their date as is needed', () => {
  const now = new Date(2026, 4, 9, 18, 0);
  const at = (...parts: [number, number, number, number, number, number]): string => new Date(...parts).toISOString();
  expect(formatMoment(at(2026, 4, 9, 7, 5, 30), now)).toBe('07:05');
  expect(formatMoment(at(2026, 4, 9, 7, 5, 30), now, 'second')).toBe('07:05:30');
  expect(formatMoment(at(2026, 4, 8, 17, 5, 0), now)).toBe('8 May, 17:05');
  expect(formatMoment(at(2025, 4, 8, 17, 5, 0), now, 'second')).toBe('8 May 2025, 17:05:00');
});
