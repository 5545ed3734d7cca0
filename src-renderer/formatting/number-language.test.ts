import { afterEach, describe, expect, it } from 'vitest';
import { formatCount, formatDuration, formatInterval, formatPValue, formatReal, formatWithError } from './number';
import { numberLanguage, signsOf, withPlainNumbers } from './number-language';

afterEach(() => {
  numberLanguage.value = 'system';
});

/** Every way in which a figure is shown. */
const all = (): string[] =>
  [
    formatCount(1234567),
    formatReal(12345.5),
    formatReal(-0.25),
    formatReal(1.5e-7),
    formatWithError(13.0812, 0.1134),
    formatWithError(1.234e-5, 2.1e-7),
    formatInterval([12.91, 13.32]),
    formatPValue(0.0421),
    formatPValue(1e-9),
    formatDuration(0.44),
  ].map((text) => text.replace(/[\u00a0\u202f]/g, '_').replaceAll("'", '’'));

describe('the language of numbers', () => {
  it.each([
    ['de-DE', '1.234.567', '12.346', '−0,25', '1,5_×_10⁻⁷', '13,08 ± 0,11'],
    ['fr-FR', '1_234_567', '12_346', '−0,25', '1,5_×_10⁻⁷', '13,08 ± 0,11'],
    ['de-CH', '1’234’567', '12’346', '−0.25', '1.5_×_10⁻⁷', '13.08 ± 0.11'],
    ['en-GB', '1,234,567', '12,346', '−0.25', '1.5_×_10⁻⁷', '13.08 ± 0.11'],
  ] as const)('%s is that of every figure', (language, ...expected) => {
    numberLanguage.value = language;
    expect(all().slice(0, 5)).toEqual(expected);
    const { decimal } = signsOf(language);
    for (const text of all()) {
      const other = decimal === ',' ? /\d\.\d(?!\d\d)/ : /\d,\d(?!\d\d)/;
      expect(text).not.toMatch(other);
    }
  });

  it('is never that of what is written for files', () => {
    numberLanguage.value = 'en-GB';
    const plain = all();
    numberLanguage.value = 'de-DE';
    expect(withPlainNumbers(all)).toEqual(plain);
    expect(all()).not.toEqual(plain);
    expect(() =>
      withPlainNumbers(() => {
        throw new Error('broken off');
      }),
    ).toThrow('broken off');
    expect(formatReal(0.5)).toBe('0,5');
  });
});
