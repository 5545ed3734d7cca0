import { useStorage, useTimeoutFn } from '@vueuse/core';
import { computed, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { PlottedCurve } from '../charts/plotted-curve';
import type { CurveResult } from './curve-result';
import { fittedCurve, plottedCurve, type FittedCurve } from './fitted-curve';
import type { FitChoice } from './refit';

/** The fits of several curves, and which of them is looked at. */
export interface Fits {
  readonly fitted: ComputedRef<readonly FittedCurve[]>;
  readonly plotted: ComputedRef<readonly PlottedCurve[]>;
  /** With what the other models say. */
  readonly selected: ComputedRef<FittedCurve | undefined>;
  readonly edited: ComputedRef<PlottedCurve | undefined>;
  /** What is switched off in the legend: labels of curves, and names of laws. */
  readonly hidden: Readonly<ShallowRef<ReadonlySet<string>>>;
  setHidden(names: ReadonlySet<string>): void;
  /** The curves that are not switched off. */
  readonly shown: ComputedRef<readonly PlottedCurve[]>;
  /** Whether a window that is chosen for one curve is that of all. */
  readonly together: Readonly<Ref<boolean>>;
  setTogether(wanted: boolean): void;
  select(label: string): void;
  choose(label: string, choice: FitChoice): void;
  /** Moves the window of the curve that is looked at. */
  moveWindow(window: readonly [number, number]): void;
  /** Changes the model or the window of all curves. */
  chooseAll(change: Partial<FitChoice>): void;
  /** Forgets what was chosen, for other curves. */
  reset(): void;
}

const together = useStorage('gapscope.fit-window-together', false);

/** A window that has not moved for so long stands still, in milliseconds. */
const settleTime = 150;

/** Recomputes a curve's fit whenever its curve or the choice changes; the others keep theirs. */
export function useFits(results: () => readonly CurveResult[]): Fits {
  const choices: ShallowRef<ReadonlyMap<string, FitChoice>> = shallowRef(new Map());
  const label = shallowRef<string | null>(null);
  const hidden = shallowRef<ReadonlySet<string>>(new Set());
  const kept = new WeakMap<CurveResult, { readonly curve: FittedCurve; readonly quick: boolean }>();
  const drawn = new WeakMap<FittedCurve, PlottedCurve>();

  /** While a window is moved, what takes long is left for when it stands still. */
  const moving = shallowRef(false);
  const { start: settle } = useTimeoutFn(() => (moving.value = false), settleTime, { immediate: false });

  const fitted = computed(() =>
    results().map((result) => {
      const choice = choices.value.get(result.label);
      const known = kept.get(result);
      const quick = moving.value;
      if (known !== undefined && (choice === undefined || known.curve.choice === choice) && (quick || !known.quick))
        return known.curve;
      // What the other models say takes most of the time, and is read of one curve only.
      const curve = fittedCurve(result, choice, { compare: false, quick });
      kept.set(result, { curve, quick });
      return curve;
    }),
  );
  const plotted = computed(() =>
    fitted.value.map((curve) => {
      const known = drawn.get(curve);
      if (known !== undefined) return known;
      const made = plottedCurve(curve);
      drawn.set(curve, made);
      return made;
    }),
  );
  const selected = computed(() => {
    const found = fitted.value.find(({ result }) => result.label === label.value) ?? fitted.value[0];
    return found === undefined ? undefined : fittedCurve(found.result, found.choice);
  });

  function choose(chosen: string, choice: FitChoice): void {
    const next = new Map(choices.value).set(chosen, choice);
    const before = fitted.value.find(({ result }) => result.label === chosen)?.choice.window;
    if (together.value && before !== choice.window)
      for (const { result, choice: own } of fitted.value)
        if (result.label !== chosen) next.set(result.label, { ...own, window: choice.window });
    choices.value = next;
  }

  function chooseAll(change: Partial<FitChoice>): void {
    choices.value = new Map(fitted.value.map(({ result, choice }) => [result.label, { ...choice, ...change }]));
  }

  return {
    fitted,
    plotted,
    selected,
    edited: computed(() => plotted.value.find((curve) => curve.label === selected.value?.result.label)),
    hidden,
    setHidden: (names) => (hidden.value = names),
    shown: computed(() => plotted.value.filter((curve) => !hidden.value.has(curve.label))),
    together,
    setTogether(wanted) {
      together.value = wanted;
      const window = selected.value?.fit?.window;
      if (wanted && window !== undefined) chooseAll({ window });
    },
    select: (chosen) => (label.value = chosen),
    choose,
    chooseAll,
    moveWindow(window) {
      const { result, choice } = selected.value ?? {};
      if (result === undefined || choice === undefined) return;
      moving.value = together.value;
      settle();
      choose(result.label, { ...choice, window });
    },
    reset() {
      choices.value = new Map();
      hidden.value = new Set();
      label.value = null;
    },
  };
}
