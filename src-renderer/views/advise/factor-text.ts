import type { SavedDataResult } from '#contract/advice';
import { formatReal } from '../../formatting/number';

/** By how much fewer points do: ×7.0; a bound where the points cannot say more. */
export function factorText({ factor: { value, interval } }: SavedDataResult): string {
  if (value === null) return 'not known';
  if (interval[1] === null) return `above ×${formatReal(interval[0] ?? value, 2)}`;
  return `×${formatReal(value, 3)}`;
}

/** Its 95 % interval; empty where the text says all. */
export function factorInterval({ factor: { value, interval } }: SavedDataResult): string {
  const [low, high] = interval;
  if (value === null || low === null || high === null) return '';
  return `${formatReal(low, 3)} to ${formatReal(high, 3)}`;
}
