import type { Prediction } from '#contract/results';
import type { SweepSummary } from '#contract/sweep';
import { computed, shallowRef } from 'vue';
import type { PlottedCurve } from '../charts/plotted-curve';
import type { EngineClient } from '../client/engine-client';
import { errorLine } from '../client/errors';
import { curveIndex } from '../composables/use-curve-colours';
import { resultsOfSweep } from '../fits/curve-result';
import { useFits } from '../fits/use-fits';
import { liveCurves } from './live-curve';
import { useLiveSweep } from './use-live-sweep';

/** What of a sweep is shown. */
export type SweepPart = 'gap' | 'losses' | 'log';

/**
 * Everything that the page of a sweep shows and does, whether it runs or is stored.
 * @param predictionOf - of a curve's label, until the sweep's own report has it
 */
export function useSweepPage(engine: EngineClient, predictionOf: (label: string) => Prediction | null = () => null) {
  const live = useLiveSweep(engine);
  const part = shallowRef<SweepPart>('gap');
  /** The run whose details are shown. */
  const run = shallowRef<string | null>(null);
  // A training that failed may have recorded losses until then.
  const trained = computed(
    () => live.traced.value || live.runs.value.some(({ memory, state }) => memory !== null || state === 'failed'),
  );
  const parts = computed<readonly SweepPart[]>(() => (trained.value ? ['gap', 'losses', 'log'] : ['gap', 'log']));
  const shown = computed<SweepPart>(() => (parts.value.includes(part.value) ? part.value : 'gap'));

  const results = computed(() =>
    resultsOfSweep(live.report.value?.curves ?? [], (label, place) =>
      curveIndex(live.report.value?.sweep.id ?? '', label, place),
    ),
  );
  const fits = useFits(() => (live.running.value ? [] : results.value.filter(({ points }) => points.length > 0)));
  const curves = computed<readonly PlottedCurve[]>(() => {
    if (fits.plotted.value.length > 0) return fits.plotted.value;
    const known = results.value.map(({ label }) => label);
    const labels = [...new Set([...known, ...live.runs.value.map((one) => one.curve)])];
    return liveCurves(live.runs.value, labels).map((curve) => ({
      ...curve,
      index: curveIndex(live.summary.value?.id ?? '', curve.label, curve.index),
      prediction: results.value[curve.index]?.prediction ?? predictionOf(curve.label),
    }));
  });
  const sizes = computed(() => [...new Set(live.runs.value.map(({ n }) => n))]);

  async function follow(start: Promise<SweepSummary>): Promise<void> {
    fits.reset();
    await live.follow(start);
  }
  /** Its trainings keep their state, so that `resume` undoes it; false where it could not be stopped, which the page says. */
  async function stop(how: 'pause' | 'cancel'): Promise<boolean> {
    if (live.summary.value === null) return false;
    try {
      await engine.call(`sweep.${how}`, { id: live.summary.value.id });
      return true;
    } catch (error) {
      live.problem.value = errorLine(error);
      return false;
    }
  }
  async function resume(only: 'all' | 'failed' = 'all'): Promise<void> {
    if (live.summary.value !== null)
      await live.follow(engine.call('sweep.resume', { id: live.summary.value.id, only }));
  }
  async function extend(more: { sizes?: number[]; replicates?: number }): Promise<void> {
    if (live.summary.value !== null) await follow(engine.call('sweep.extend', { id: live.summary.value.id, ...more }));
  }

  return {
    ...{ live, parts, shown, run, fits, curves, sizes, follow, stop, resume, extend },
    show: (chosen: SweepPart) => void (part.value = chosen),
    choose: (id: string | null) => void (run.value = id),
  };
}

export type SweepPageModel = ReturnType<typeof useSweepPage>;
