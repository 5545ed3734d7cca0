/** How the learning rate changes over training. */
export const schedules = ['constant', 'linear', 'cosine'] as const;
export type Schedule = (typeof schedules)[number];

/** Share of all steps in which the rate rises to its peak. */
const warmUp = 0.02;
/** Share of the peak that is left at the end. */
const floor = 0.01;

/**
 * The learning rate at a step: a linear rise, then constant, or falling linearly or by half a cosine (Loshchilov & Hutter, 2017).
 * @param step - counted from 1, of `steps`
 */
export function learningRate(schedule: Schedule, peak: number, step: number, steps: number): number {
  const rise = Math.max(1, Math.round(warmUp * steps));
  if (step <= rise) return (peak * step) / rise;
  const share = (step - rise) / Math.max(1, steps - rise);
  if (schedule === 'constant') return peak;
  const left = schedule === 'linear' ? 1 - share : (1 + Math.cos(Math.PI * share)) / 2;
  return peak * (floor + (1 - floor) * left);
}
