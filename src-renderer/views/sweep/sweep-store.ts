import type { Prediction } from '#contract/results';
import type { SweepPreview } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { watchDebounced } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, markRaw, reactive, shallowRef } from 'vue';
import type { PlottedCurve } from '../../charts/plotted-curve';
import { useFormHistory } from '../../app/undo/use-form-history';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { newJobId } from '../../composables/use-job';
import { resultsOfSweep } from '../../fits/curve-result';
import { useFits } from '../../fits/use-fits';
import { liveCurves } from './live-curve';
import { checkDeclaration, draftOf, firstDraft, inputOf, parseDeclaration } from './sweep-draft';
import { useLiveSweep } from './use-live-sweep';

/** The sweep that is being written and the one that runs; both outlive the view. */
export const useSweepStore = defineStore('sweep', () => {
  const engine = useEngine();
  const draft = reactive(firstDraft());
  useFormHistory(
    '/sweep',
    'the sweep',
    () => draft,
    (settings) => Object.assign(draft, settings),
  );
  /** The text of the JSON view; null in the form. */
  const json = shallowRef<string | null>(null);
  const checked = computed(() =>
    json.value === null ? checkDeclaration(inputOf(draft)) : parseDeclaration(json.value),
  );

  const preview = shallowRef<SweepPreview | null>(null);
  const predictions = shallowRef<ReadonlyMap<string, Prediction>>(new Map());
  const previewProblem = shallowRef<string | null>(null);
  let latest = 0;
  async function lookAhead(): Promise<void> {
    const turn = ++latest;
    const current = checked.value;
    if (!current.ok) {
      previewProblem.value = current.problem;
      preview.value = null;
      return;
    }
    const { declaration } = current;
    try {
      const found = await engine.call('sweep.preview', { declaration });
      if (turn !== latest) return;
      preview.value = found;
      previewProblem.value = null;
      const { task } = declaration;
      const known = await Promise.all(
        found.curves.map(
          async ({ label, group, trainer }) => [label, await predictedOf(task, group, trainer)] as const,
        ),
      );
      if (turn === latest)
        predictions.value = new Map(known.flatMap(([label, one]) => (one === null ? [] : [[label, one]])));
    } catch (error) {
      if (turn !== latest) return;
      previewProblem.value = errorLine(error);
      predictions.value = new Map();
    }
  }
  /** Null where the law of what the algorithm predicts is not known. */
  async function predictedOf(task: string, group: string, trainer: string): Promise<Prediction | null> {
    try {
      return await engine.call('predict', { task, group, trainer, sizes: [] });
    } catch (error) {
      if (error instanceof ExpectedError && error.code === 'unavailable') return null;
      throw error;
    }
  }
  watchDebounced(() => JSON.stringify(checked.value), lookAhead, { debounce: 300, immediate: true });

  /** Ids of the groups that suit the task; undefined while that is not known. */
  const suitable = shallowRef<readonly string[]>();
  async function findSuitable(): Promise<void> {
    const { task } = draft;
    suitable.value = undefined;
    try {
      const found = await engine.call('data.inspect', { job: newJobId(), data: { source: `task:${task}`, rows: 2 } });
      if (draft.task === task) suitable.value = found.suitableGroups;
    } catch {
      // A task with a wrong parameter: the preview says what is wrong.
      suitable.value = undefined;
    }
  }
  watchDebounced(() => draft.task, findSuitable, { debounce: 300, immediate: true });

  const live = useLiveSweep(engine);
  async function start(again = false): Promise<void> {
    if (!checked.value.ok || live.running.value) return;
    fits.reset();
    await live.follow(engine.call('sweep.start', { declaration: checked.value.declaration, again }));
  }
  /** Its trainings keep their state, so that `resume` undoes it. */
  async function stop(how: 'pause' | 'cancel'): Promise<void> {
    if (live.summary.value !== null) await engine.call(`sweep.${how}`, { id: live.summary.value.id });
  }
  async function resume(only: 'all' | 'failed' = 'all'): Promise<void> {
    if (live.summary.value === null) return;
    await live.follow(engine.call('sweep.resume', { id: live.summary.value.id, only }));
  }
  async function extend(more: { sizes?: number[]; replicates?: number }): Promise<void> {
    if (live.summary.value === null) return;
    fits.reset();
    await live.follow(engine.call('sweep.extend', { id: live.summary.value.id, ...more }));
  }
  /** What is drawn of the runs, and the run whose details are shown. */
  const part = shallowRef<'gap' | 'losses'>('gap');
  const run = shallowRef<string | null>(null);
  const trained = computed(() => live.traced.value || live.runs.value.some(({ memory }) => memory !== null));

  /** What the chart shows before anything has run: the laws alone. */
  const predicted = computed<PlottedCurve[]>(() =>
    (preview.value?.curves ?? []).map(({ label }, index) => ({
      label,
      index,
      points: [],
      fit: null,
      prediction: predictions.value.get(label) ?? null,
    })),
  );
  const results = computed(() => resultsOfSweep(live.report.value?.curves ?? []));
  const fits = markRaw(
    useFits(() => (live.running.value ? [] : results.value.filter(({ points }) => points.length > 0))),
  );
  const curves = computed<readonly PlottedCurve[]>(() => {
    if (live.summary.value === null) return predicted.value;
    if (fits.plotted.value.length > 0) return fits.plotted.value;
    const labels = [
      ...new Set([...results.value.map(({ label }) => label), ...live.runs.value.map((run) => run.curve)]),
    ];
    return liveCurves(live.runs.value, labels).map((curve) => ({
      ...curve,
      prediction: results.value[curve.index]?.prediction ?? predicted.value[curve.index]?.prediction ?? null,
    }));
  });
  const sizes = computed(() =>
    live.summary.value === null ? (preview.value?.sizes ?? []) : [...new Set(live.runs.value.map((run) => run.n))],
  );

  /** Puts a declaration into the form. */
  function use(declaration: Parameters<typeof draftOf>[0]): void {
    json.value = null;
    Object.assign(draft, draftOf(declaration));
    leaveRun();
  }
  function showJson(): void {
    json.value = JSON.stringify(checked.value.ok ? checked.value.declaration : inputOf(draft), null, 2);
  }
  /** Back to the form; false where the text is no sweep. */
  function showForm(): boolean {
    if (!checked.value.ok) return false;
    Object.assign(draft, draftOf(checked.value.declaration));
    json.value = null;
    return true;
  }
  /** Shows the preview again in place of the sweep that has run. */
  function leaveRun(): void {
    if (!live.running.value) live.summary.value = null;
  }

  return {
    draft,
    json,
    checked,
    preview,
    predictions,
    previewProblem,
    suitable,
    live: markRaw(live),
    start,
    stop,
    resume,
    extend,
    part,
    run,
    trained,
    fits,
    curves,
    sizes,
    use,
    showJson,
    showForm,
    leaveRun,
  };
});
