import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { PlottedCurve } from '../charts/plotted-curve';
import type { CurveResult } from './curve-result';
import { fittedCurve, plottedCurve, type FittedCurve } from './fitted-curve';
import type { FitChoice } from './refit';

/** The fits of several curves, and which of them is looked at. */
export interface Fits {
  readonly fitted: ComputedRef<readonly FittedCurve[]>;
  readonly plotted: ComputedRef<readonly PlottedCurve[]>;
  readonly selected: ComputedRef<FittedCurve | undefined>;
  readonly edited: ComputedRef<PlottedCurve | undefined>;
  select(label: string): void;
  choose(label: string, choice: FitChoice): void;
  /** Forgets what was chosen, for other curves. */
  reset(): void;
}

/** Recomputes a curve's fit whenever its curve or the choice changes; the others keep theirs. */
export function useFits(results: () => readonly CurveResult[]): Fits {
  const choices: ShallowRef<ReadonlyMap<string, FitChoice>> = shallowRef(new Map());
  const label = shallowRef<string | null>(null);
  const kept = new WeakMap<CurveResult, FittedCurve>();

  const fitted = computed(() =>
    results().map((result) => {
      const choice = choices.value.get(result.label);
      const known = kept.get(result);
      if (known !== undefined && (choice === undefined || known.choice === choice)) return known;
      const made = fittedCurve(result, choice);
      kept.set(result, made);
      return made;
    }),
  );
  const plotted = computed(() => fitted.value.map(plottedCurve));
  const selected = computed(() => fitted.value.find(({ result }) => result.label === label.value) ?? fitted.value[0]);
  return {
    fitted,
    plotted,
    selected,
    edited: computed(() => plotted.value.find((curve) => curve.label === selected.value?.result.label)),
    select: (chosen) => (label.value = chosen),
    choose: (chosen, choice) => (choices.value = new Map(choices.value).set(chosen, choice)),
    reset() {
      choices.value = new Map();
      label.value = null;
    },
  };
}
