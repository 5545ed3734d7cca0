import { formatReal } from '../formatting/number';
import { defaultText, type ParameterSummary } from './reference-form';

/** What a parameter may be, and what it is where nothing is given: `Whole number, 1 to 64. Default 3.` */
export function rangeText(parameter: ParameterSummary): string {
  const { type, minimum, maximum, optional } = parameter;
  const kind = kinds[type] ?? '';
  const limits = limitsText(minimum, maximum);
  const first = [kind, limits].filter((part) => part !== '').join(', ');
  const initial = optional ? 'Chosen from the data where left empty.' : `Default ${defaultText(parameter)}.`;
  const needed = !optional && defaultText(parameter) === '';
  return [first === '' ? '' : `${first}.`, needed ? 'Must be given.' : initial].filter((part) => part !== '').join(' ');
}

const kinds: Readonly<Record<string, string>> = {
  integer: 'Whole number',
  real: 'Number',
  integers: 'Whole numbers, as 1,2',
  planes: 'Pairs of coordinates, as 0-1,2-3',
  shape: 'Shape, as 28x28',
  factors: 'Factors, as sphere*circle',
};

function limitsText(minimum?: number, maximum?: number): string {
  const low = minimum === undefined || Math.abs(minimum) > 1e15 ? null : plain(minimum);
  const high = maximum === undefined || Math.abs(maximum) > 1e15 ? null : plain(maximum);
  if (low !== null && high !== null) return `${low} to ${high}`;
  if (low !== null) return `at least ${low}`;
  return high === null ? '' : `at most ${high}`;
}

function plain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? value.toLocaleString('en-GB') : formatReal(value);
}
