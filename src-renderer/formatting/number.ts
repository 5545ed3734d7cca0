import { numberSigns } from './number-language';

/** Space that does not break, as thin as typesetters put between a number and its sign. */
const narrow = '\u202f';
const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789-'].map((sign, i) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻'][i] ?? sign]),
);

/** One a language: to make one takes a thousand times as long as to use it. */
const wholeNumbers = new Map<string, Intl.NumberFormat>();

/** A whole number with thousands apart: 10,000. */
export function formatCount(value: number): string {
  const { locale } = numberSigns();
  const known = wholeNumbers.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  wholeNumbers.set(locale, known);
  return known.format(value);
}

/** A real number to so many significant digits, in powers of ten where it is very large or small. */
export function formatReal(value: number, digits = 4): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : 'not a number';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return powerOfTen(value, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return inLanguage(trimZeros(value.toFixed(Math.min(decimals, 20))));
}

function powerOfTen(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  return `${inLanguage(trimZeros(mantissa))}${narrow}×${narrow}10${raised(Number(exponent))}`;
}

/** A whole number as an exponent: ⁻³. */
export function raised(exponent: number): string {
  return [...String(exponent)].map((character) => superscripts[character] ?? character).join('');
}

/** A value with its standard error, both to the error's second digit: 13.08 ± 0.11. */
export function formatWithError(value: number, error: number): string {
  if (!(error > 0) || !Number.isFinite(error)) return `${formatReal(value)} ± ${formatReal(error, 2)}`;
  const size = Math.max(Math.abs(value), error);
  if (size >= 1e6 || size < 1e-3) {
    const exponent = Math.floor(Math.log10(size));
    const scale = 10 ** exponent;
    return `(${formatWithError(value / scale, error / scale)})${narrow}×${narrow}10${raised(exponent)}`;
  }
  const decimals = decimalsOf(error);
  return `${inLanguage(value.toFixed(decimals))} ± ${inLanguage(error.toFixed(decimals))}`;
}

/** An interval whose ends may be unbounded, to the digits that its width allows. */
export function formatInterval([low, high]: readonly [number | null, number | null]): string {
  if (low === null && high === null) return 'not bounded by the data';
  if (high === null) return `above ${formatReal(low ?? 0, 3)}`;
  if (low === null) return `below ${formatReal(high, 3)}`;
  const width = high - low;
  if (!(width > 0) || Math.max(Math.abs(low), Math.abs(high)) >= 1e6 || Math.abs(high) < 1e-3)
    return `${formatReal(low, 3)} to ${formatReal(high, 3)}`;
  // Two digits of half the width: the ends of a 95 % interval move by no less between data sets.
  const decimals = decimalsOf(width / 2);
  return `${inLanguage(low.toFixed(decimals))} to ${inLanguage(high.toFixed(decimals))}`;
}

/** A p-value: two digits, or what it is below. */
export function formatPValue(p: number): string {
  if (p < 0.001) return `< ${inLanguage('0.001')}`;
  return p > 0.995 ? `> ${inLanguage('0.99')}` : inLanguage(p.toFixed(p < 0.1 ? 3 : 2));
}

/** Seconds as people say them. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.95) return `${inLanguage(Math.max(seconds, 0).toFixed(1))} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (seconds < 3570) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

/** An amount of memory, in powers of 1,024 bytes. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${formatReal(bytes / 1024 ** power, 3)} ${units[power] ?? ''}`;
}

/** Decimals that show two digits of an error. */
function decimalsOf(error: number): number {
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
}

/** The text of a number, as JavaScript writes it, with the user's decimal sign, thousands apart from 10,000 on, and a proper minus. */
export function inLanguage(text: string): string {
  const { decimal, group } = numberSigns();
  const [whole = '', fraction] = text.replace(/^-/, '').split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, group) : whole;
  return `${text.startsWith('-') ? '−' : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
