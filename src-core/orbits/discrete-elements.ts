import type { Group } from '../groups/define-group';

/** Some elements that a group's steps reach. */
export interface DiscreteElements {
  /** The identity first. */
  readonly elements: readonly Float64Array[];
  /** How many there are in all: the product of the steps' counts. */
  readonly of: number;
}

/** The elements that all combinations of a group's steps give; evenly spread ones where there are more than `most`. */
export function discreteElements(group: Group, most: number): DiscreteElements {
  const steps = group.steps ?? [];
  const of = steps.reduce((product, { count }) => product * count, 1);
  const shown = Math.min(most, of);
  const elements = Array.from({ length: shown }, (_, i) => {
    let rest = Math.floor((i * of) / shown);
    return steps.reduce((element, { count, element: elementOf }) => {
      const step = rest % count;
      rest = Math.floor(rest / count);
      return step === 0 ? element : group.compose(elementOf(step), element);
    }, group.identity());
  });
  return { elements, of };
}
