import type { OpenInterval } from './fit-curve';

/** A value with its interval, which need not be symmetric. */
export interface IntervalEstimate {
  readonly value: number;
  readonly interval: OpenInterval;
}

/**
 * The interval of a difference from those of its parts, whose estimates have a correlation: the method of variance estimates recovery (Zou & Donner, 2008, equations 2 and 3),
 * so that it is as asymmetric as they are. Open where one of theirs is.
 */
export function differenceInterval(a: IntervalEstimate, b: IntervalEstimate, correlation: number): OpenInterval {
  const end = (side: -1 | 1): number | null => {
    const [own, other] = side < 0 ? ([0, 1] as const) : ([1, 0] as const);
    const [x, y] = [a.interval[own], b.interval[other]];
    if (x === null || y === null) return null;
    const [p, q] = [Math.abs(x - a.value), Math.abs(y - b.value)];
    return a.value - b.value + side * Math.sqrt(Math.max(0, p * p + q * q - 2 * correlation * p * q));
  };
  return [end(-1), end(1)];
}
