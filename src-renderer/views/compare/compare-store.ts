import type { RunSummary, SweepReport } from '#contract/sweep';
import { useQueries } from '@tanstack/vue-query';
import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { curveIndex, keepColours } from '../../composables/use-curve-colours';
import { useCurveTitle } from '../../composables/use-curve-title';
import type { FittedCurve } from '../../fits/fitted-curve';
import { useFits } from '../../fits/use-fits';
import { formatMoment } from '../../formatting/moment';
import { comparedResults } from './compared-results';
import { isCompared, nothingCompared, type Comparison } from './compare-query';
import { commonGap, pairDifferences } from './pair-differences';
import { shareDraws, sharedCorrelation } from './shared-draws';

/** What is compared and how it is looked at; it outlives the view. */
export const useCompareStore = defineStore('compare', () => {
  const engine = useEngine();
  const titleOf = useCurveTitle();
  const comparison = shallowRef<Comparison>(nothingCompared);
  const search = ref('');
  const highlighted = shallowRef<string | null>(null);
  const part = shallowRef<'curves' | 'differences'>('curves');
  const against = shallowRef<string | null>(null);
  const chosenGap = shallowRef<number | null>(null);

  const answers = useQueries({
    queries: computed(() =>
      comparison.value.sweeps.map((id) => ({
        queryKey: ['history.show', id],
        queryFn: () => engine.call('history.show', { id }),
        staleTime: 0,
      })),
    ),
  });
  const reports = computed<readonly SweepReport[]>(() =>
    answers.value.flatMap(({ data }) => (data === undefined ? [] : [data])),
  );
  /** Why a sweep cannot be shown, by its id. */
  const problems = computed(
    () =>
      new Map(
        comparison.value.sweeps.flatMap((id, at) => {
          const line = errorLine(answers.value[at]?.error ?? null);
          return line === null ? [] : [[id, line] as const];
        }),
      ),
  );
  const reading = computed(() => answers.value.some(({ isPending }) => isPending));
  engine.on('sweep.changed', ({ id }) => {
    const at = comparison.value.sweeps.indexOf(id);
    if (at >= 0) void answers.value[at]?.refetch();
  });

  const known = computed(() =>
    reports.value.flatMap(({ sweep, curves }) => curves.map(({ label }) => ({ sweep: sweep.id, label }))),
  );
  watch(
    known,
    () =>
      keepColours(
        reports.value.map(({ sweep, curves }) => ({ id: sweep.id, labels: curves.map(({ label }) => label) })),
      ),
    { flush: 'sync' },
  );
  const results = computed(() => comparedResults(reports.value, curveIndex, titleOf.value, formatMoment));
  const compared = computed(() =>
    results.value.filter(({ drawn }) => isCompared(comparison.value, drawn.sweep, drawn.label)),
  );
  const drawnOf = computed(() => new Map(compared.value.map(({ result, drawn }) => [result.label, drawn])));
  // Raw: the store would otherwise unwrap its refs.
  const fits = markRaw(useFits(() => compared.value.map(({ result }) => result)));

  /** Sweeps whose replicates must be known one by one, since some of their curves share training sets. */
  const paired = computed(() => {
    const drawn = [...drawnOf.value.values()];
    const shares = (one: (typeof drawn)[number]): boolean =>
      drawn.some((other) => other !== one && shareDraws(one, other));
    return part.value === 'differences' ? [...new Set(drawn.filter(shares).map(({ sweep }) => sweep))] : [];
  });
  const runAnswers = useQueries({
    queries: computed(() =>
      paired.value.map((id) => ({
        queryKey: ['history.runs', id],
        queryFn: () => engine.call('history.runs', { id }),
        staleTime: 0,
      })),
    ),
  });
  const runs = computed(
    () => new Map<string, readonly RunSummary[]>(paired.value.map((id, at) => [id, runAnswers.value[at]?.data ?? []])),
  );
  const correlations = computed(() => {
    const found = new Map<string, number>();
    const all = runs.value;
    const drawn = drawnOf.value;
    return (first: FittedCurve, second: FittedCurve): number => {
      const [a, b] = [drawn.get(first.result.label), drawn.get(second.result.label)];
      if (a === undefined || b === undefined) return 0;
      const key = `${first.result.label}\n${second.result.label}`;
      const value = found.get(key) ?? sharedCorrelation(a, b, (sweep) => all.get(sweep) ?? []);
      found.set(key, value);
      return value;
    };
  });

  const shown = computed(() => fits.fitted.value.filter(({ result }) => !fits.hidden.value.has(result.label)));
  const gap = computed(() => chosenGap.value ?? commonGap(shown.value));
  const differences = computed(() =>
    part.value === 'differences' ? pairDifferences(shown.value, against.value, gap.value, correlations.value) : [],
  );

  return {
    comparison,
    search,
    highlighted,
    part,
    against,
    chosenGap,
    gap,
    reports,
    problems,
    reading,
    known,
    compared,
    shown,
    fits,
    differences,
  };
});
