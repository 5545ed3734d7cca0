import type { Group } from '#core/groups/define-group';
import { formatReal } from '../../formatting/number';

/** A parameter of a group as a slider. */
export interface OrbitParameter {
  readonly label: string;
  /** Continuous ones go round from 0 to their period, others by steps from 0 to the last. */
  readonly continuous: boolean;
  /** The period, or the number of steps. */
  readonly size: number;
  element(value: number): Float64Array;
  /** A value for people, with its unit. */
  text(value: number): string;
}

/** More parameters than fit beside each other are left out. */
const mostParameters = 8;

const fullTurn = 2 * Math.PI;

/** The parameters by which a point can be moved along its orbit: first those that are continuous. */
export function orbitParameters(group: Group): readonly OrbitParameter[] {
  const continuous = (group.sliders ?? []).map((slider): OrbitParameter => ({
    label: slider.label,
    continuous: true,
    size: slider.period,
    element: (value) => slider.element(value),
    text:
      Math.abs(slider.period - fullTurn) < 1e-9
        ? (value) => `${((value * 180) / Math.PI).toFixed(1)}°`
        : (value) => `${formatReal(value, 3)} px`,
  }));
  const steps = (group.steps ?? [])
    .filter(({ count }) => count > 1)
    .map((one): OrbitParameter => ({
      label: one.label,
      continuous: false,
      size: one.count,
      element: (value) => one.element(value),
      text: (value) => `${value + 1} of ${one.count}`,
    }));
  return [...continuous, ...steps].slice(0, mostParameters);
}

/** The element that the sliders stand at, applied after `base`. */
export function elementAt(
  group: Group,
  parameters: readonly OrbitParameter[],
  values: readonly number[],
  base: Float64Array,
): Float64Array {
  return parameters.reduceRight((element, parameter, i) => {
    const value = values[i] ?? 0;
    return value === 0 ? element : group.compose(parameter.element(value), element);
  }, base);
}

/** The value that follows after some seconds of playing: once round in six seconds, or a step in half a second. */
export function playedValue(parameter: OrbitParameter, value: number, seconds: number): number {
  const speed = parameter.continuous ? parameter.size / 6 : 2;
  return (value + speed * seconds) % parameter.size;
}
