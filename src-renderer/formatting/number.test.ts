import { describe, expect, it } from 'vitest';
import { formatDuration, formatInterval, formatPValue, formatReal, formatWithError } from './number';

const plain = (text: string): string => text.replaceAll('\u202f', '');

describe('formatReal', () => {
  it.each([
    [0, '0'],
    [13.0812, '13.08'],
    [-2, '−2'],
    [0.00123456, '0.001235'],
    [123456, '123,456'],
    [1234.56, '1235'],
    [-12345.5, '−12,346'],
    [1.2e-7, '1.2×10⁻⁷'],
    [2.5e9, '2.5×10⁹'],
    [Infinity, '∞'],
    [NaN, 'not a number'],
  ])('writes %s as %s', (value, text) => {
    expect(plain(formatReal(value))).toBe(text);
  });
});

describe('formatWithError', () => {
  it.each([
    [13.0812, 0.1134, '13.08 ± 0.11'],
    [1.98765, 0.0131, '1.988 ± 0.013'],
    [52.59, 2.1, '52.6 ± 2.1'],
    [123.4, 21, '123 ± 21'],
    [1.234e-5, 2.1e-7, '(1.234 ± 0.021)×10⁻⁵'],
    [2, 0, '2 ± 0'],
  ])('writes %s ± %s to the second digit of the error', (value, error, text) => {
    expect(plain(formatWithError(value, error))).toBe(text);
  });
});

describe('formatInterval', () => {
  it('leaves ends open that the data do not bound', () => {
    expect(formatInterval([12.91, 13.32])).toBe('12.91 to 13.32');
    expect(formatInterval([12.91, null])).toBe('above 12.9');
    expect(formatInterval([null, 13.3])).toBe('below 13.3');
    expect(formatInterval([null, null])).toBe('not bounded by the data');
  });

  it('writes ends that are equal', () => {
    expect(formatInterval([2, 2])).toBe('2 to 2');
  });
});

describe('formatPValue and formatDuration', () => {
  it('says what a number is below rather than nought', () => {
    expect(formatPValue(1e-9)).toBe('< 0.001');
    expect(formatPValue(0.0421)).toBe('0.042');
    expect(formatPValue(0.414)).toBe('0.41');
    expect(formatPValue(1)).toBe('> 0.99');
  });

  it.each([
    [0.04, '0.0 s'],
    [0.96, '1 s'],
    [59.4, '59 s'],
    [61, '1 min'],
    [3600, '1 h 0 min'],
    [3600 * 49, '2 days'],
  ])('says %s seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
