import type { Forecast } from '../fitting/forecast';
import type { JudgedSymmetry } from './judge-symmetry';
import type { SavedData } from './saved-data';

/** A verdict in plain words: whether the data have the symmetry, and what it is worth. */
export function adviceSentence(
  { verdict, tests }: JudgedSymmetry,
  saved: { readonly present: SavedData; readonly target: SavedData },
): string {
  const worst = tests.reduce((a, b) => (b.breaking.value > a.breaking.value ? b : a));
  const broken = `${percent(worst.breaking.value)} of breaking, ${pText(Math.min(...tests.map((test) => test.adjustedPValue)))}`;
  const worth = `${factorText(saved.present.factor)} at the present gap, ${factorText(saved.target.factor)} at a gap of ${digits(saved.target.gap)}`;
  switch (verdict) {
    case 'has-it':
      return `The data have it; it is worth ${worth}.`;
    case 'nearly':
      return `The data nearly have it (${broken}); it is worth ${worth}.`;
    case 'has-not':
      return `The data do not have it (${broken}): a model with it would cover them with less (${worth}), but with what is not in them too.`;
    case 'cannot-tell': {
      const unseen = Math.max(...tests.map(({ interval }) => interval[1]));
      return `Too few points to tell: up to ${percent(unseen)} of breaking would go unseen; if the data have it, it is worth ${worth}.`;
    }
  }
}

/** `×7 data (5.9 to 8.3)`; a factor without an upper end is a lower bound. */
function factorText({ value, interval: [low, high] }: Forecast): string {
  if (value === null) return 'an unknown factor of data';
  if (high === null) return `at least ×${digits(low ?? value)} data`;
  return `×${digits(value)} data (${low === null ? '0' : digits(low)} to ${digits(high)})`;
}

/** Two digits, without an exponent up to a million. */
function digits(value: number): string {
  if (value >= 1e6 || value < 1e-3) return value.toExponential(1);
  return String(Number(value.toPrecision(2)));
}

function percent(share: number): string {
  return `${digits(100 * Math.max(0, share))} %`;
}

function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${digits(p)}`;
}
