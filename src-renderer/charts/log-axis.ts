import { linearTicks } from './linear-axis';
import { formatCount, inLanguage, raised } from '../formatting/number';

/** A logarithmic axis in log₁₀: its ends and where its ticks stand. */
export interface LogAxis {
  readonly min: number;
  readonly max: number;
  /** With labels. */
  readonly ticks: readonly number[];
  /** Without labels. */
  readonly minorTicks: readonly number[];
  label(position: number): string;
}

/** Share of the axis that is left free at each end. */
const padding = 0.05;

/**
 * A logarithmic axis around values above 0, with ticks at round numbers: powers of ten over many decades, 1–2–5 over a few, finer ones
 * below a decade.
 */
export function logAxis(values: readonly number[]): LogAxis {
  const logs = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  const low = logs.length === 0 ? 0 : Math.min(...logs);
  const high = logs.length === 0 ? 1 : Math.max(...logs);
  const margin = Math.max((high - low) * padding, 0.02);
  const [min, max] = [low - margin, high + margin];
  const ticks = labelledTicks(min, max);
  const labelled = new Set(ticks);
  const minorTicks = mantissaTicks([1, 2, 3, 4, 5, 6, 7, 8, 9], min, max).filter((tick) => !labelled.has(tick));
  return { min, max, ticks, minorTicks: minorTicks.length > 60 ? [] : minorTicks, label: labelOf };
}

function labelledTicks(min: number, max: number): readonly number[] {
  const decades = max - min;
  const fine = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9];
  const choices = [
    mantissaTicks([1], min, max),
    mantissaTicks([1, 3], min, max),
    mantissaTicks([1, 2, 5], min, max),
    mantissaTicks([1, 2, 3, 4, 5, 7], min, max),
    mantissaTicks(fine, min, max),
  ];
  if (decades > 8) return mantissaTicks([1], min, max).filter((tick) => tick % Math.ceil(decades / 8) === 0);
  return choices.find((ticks) => ticks.length >= 4) ?? almostLinearTicks(min, max);
}

/** log₁₀ of mantissa × 10^k within the range. */
function mantissaTicks(mantissas: readonly number[], min: number, max: number): number[] {
  const ticks: number[] = [];
  for (let decade = Math.floor(min); decade <= Math.ceil(max); decade++)
    for (const mantissa of mantissas) {
      const tick = mantissa === 1 ? decade : Math.log10(mantissa) + decade;
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  return ticks;
}

/** Round numbers a constant step apart, for a range so narrow that the logarithm is almost straight. */
function almostLinearTicks(min: number, max: number): readonly number[] {
  return linearTicks(10 ** min, 10 ** max, 5).map(Math.log10);
}

function labelOf(position: number): string {
  const value = 10 ** position;
  const exponent = Math.floor(position + 1e-9);
  if (position >= 6 || position < -3) {
    const mantissa = Number((value / 10 ** exponent).toPrecision(3));
    return mantissa === 1 ? `10${raised(exponent)}` : `${inLanguage(String(mantissa))}×10${raised(exponent)}`;
  }
  if (value >= 1000) return formatCount(Number(value.toPrecision(6)));
  return inLanguage(String(Number(value.toPrecision(4))));
}
