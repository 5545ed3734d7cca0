import type { EventOf } from '#contract/events';
import { measurement, type Measurement } from '#contract/results';
import { defineStore } from 'pinia';
import { computed, markRaw, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import { z } from 'zod';
import { keepForSession } from '../../app/keep-for-session';
import { useRecentFiles } from '../../app/files/recent-files';
import { useFormHistory } from '../../app/undo/use-form-history';
import type { PlottedCurve } from '../../charts/plotted-curve';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { useAskedJob } from '../../composables/use-asked-job';
import { newJobId, useJobProgress } from '../../composables/use-job';
import { resultOfMeasurement } from '../../fits/curve-result';
import { useFits } from '../../fits/use-fits';
import { dataForm, emptyDataForm, requestOf } from './data-form';

const measureSettings = z.object({
  form: dataForm,
  groups: z.array(z.string()),
  estimators: z.array(z.string()),
  pointwise: z.boolean(),
  everyPoint: z.boolean(),
  transport: z.boolean(),
});
type MeasureSettings = z.output<typeof measureSettings>;

/** What a measurement is asked for by, beside its group. */
const measuredBy = measureSettings.omit({ form: true, groups: true }).extend({
  /** The request, in the order of its fields: settings are the same where their text is. */
  data: z.record(z.string(), z.union([z.string(), z.number()]).optional()),
});
type MeasuredBy = z.output<typeof measuredBy>;

/** What is typed in the Measure view, what runs, and what was measured; it outlives the view. */
export const useMeasureStore = defineStore('measure', () => {
  const engine = useEngine();
  const form = reactive(emptyDataForm());
  const groups = ref<string[]>(['trivial']);
  const estimators = ref<string[]>([]);
  const pointwise = ref(false);
  const everyPoint = ref(false);
  const transport = ref(false);
  const request = computed(() => requestOf(form));

  const readSettings = (): MeasureSettings => ({
    form,
    groups: groups.value,
    estimators: estimators.value,
    ...{ pointwise: pointwise.value, everyPoint: everyPoint.value, transport: transport.value },
  });
  function writeSettings(given: MeasureSettings): void {
    Object.assign(form, given.form);
    groups.value = given.groups;
    estimators.value = given.estimators;
    pointwise.value = given.pointwise;
    everyPoint.value = given.everyPoint;
    transport.value = given.transport;
  }
  // In this order: what was kept is no change that could be undone.
  keepForSession('measure', measureSettings, readSettings, writeSettings);
  useFormHistory('/measure', 'the settings', readSettings, writeSettings);

  const recent = useRecentFiles();
  const { result: inspection, problem: inspectionProblem } = useAskedJob(
    engine,
    () => request.value,
    (asked, data) => engine.call('data.inspect', { job: asked, data }),
    350,
  );
  watch(inspection, (found) => {
    if (found !== null && form.kind === 'file') recent.add(form.path.trim());
  });

  const measured = shallowRef<readonly Measurement[]>([]);
  /** The settings of what was measured; null where nothing was. */
  const measuredWith = shallowRef<MeasuredBy | null>(null);
  const problem = shallowRef<string | null>(null);
  /** Whether what runs was asked for with other settings than what was measured. */
  const fresh = shallowRef(false);
  const running = shallowRef<{ group: string; at: number; of: number } | null>(null);
  const job = shallowRef<string | null>(null);
  const progress = useJobProgress(engine, job);
  /** The curve that is being measured, as far as it is known. */
  const soFar = shallowRef<EventOf<'measure.curve'> | null>(null);
  onScopeDispose(
    engine.on('measure.curve', (event) => {
      if (event.job === job.value) soFar.value = event;
    }),
  );
  const beside = computed(() => ({
    estimators: [...estimators.value],
    ...{ pointwise: pointwise.value, everyPoint: everyPoint.value, transport: transport.value },
  }));
  /** Whether the settings are those of what was measured. */
  const same = computed(
    () => JSON.stringify(measuredWith.value) === JSON.stringify({ ...beside.value, data: request.value }),
  );

  // What was wrong with other settings is wrong no more.
  watch([request, groups, beside], () => {
    if (running.value === null) problem.value = null;
  });
  async function run(): Promise<void> {
    if (running.value !== null || request.value === null) return;
    const data = request.value;
    const wanted = groups.value.length === 0 ? ['trivial'] : [...groups.value];
    // What was measured with the same settings is the same number again, so only what is new is run.
    fresh.value = !same.value;
    let done = same.value ? measured.value.filter(({ group }) => wanted.includes(group.reference)) : [];
    const missing = wanted.filter((group) => !done.some((one) => one.group.reference === group));
    const wantedBeside = beside.value;
    problem.value = null;
    if (missing.length === 0) measured.value = done;
    // A group that does not fit the data keeps the others from nothing; equal problems are said once.
    const problems = new Set<string>();
    try {
      for (const [at, group] of missing.entries()) {
        running.value = { group, at, of: missing.length };
        job.value = newJobId();
        progress.value = null;
        soFar.value = null;
        try {
          const one = await engine.call('measure', { job: job.value, data, group, ...wantedBeside });
          done = [...done, one].sort((a, b) => wanted.indexOf(a.group.reference) - wanted.indexOf(b.group.reference));
          if (fresh.value) fits.reset();
          fresh.value = false;
          measured.value = done;
          measuredWith.value = { ...wantedBeside, data: { ...data } };
        } catch (error) {
          const line = errorLine(error);
          // Cancelled: nothing more is wanted.
          if (line === null) break;
          problems.add(line);
        }
      }
    } finally {
      problem.value = problems.size === 0 ? null : [...problems].join('\n');
      running.value = null;
      job.value = null;
      soFar.value = null;
    }
  }

  async function cancel(): Promise<void> {
    if (job.value !== null) await engine.call('job.cancel', { job: job.value });
  }

  // A page that was loaded again shows what was measured before, and measures again what it was about to.
  keepForSession(
    'measured',
    z.object({ measured: z.array(measurement), measuredWith: measuredBy.nullable(), running: z.boolean() }),
    () => ({ measured: [...measured.value], measuredWith: measuredWith.value, running: running.value !== null }),
    (kept) => {
      measured.value = kept.measured;
      measuredWith.value = kept.measuredWith;
      if (kept.running) void run();
    },
  );

  const order = new Map<string, number>();
  function indexOf(group: string): number {
    const index = order.get(group) ?? order.size;
    order.set(group, index);
    return index;
  }
  const results = computed(() => measured.value.map((one) => resultOfMeasurement(one, indexOf(one.group.reference))));
  // Raw: the store would otherwise unwrap its refs.
  const fits = markRaw(useFits(() => results.value));
  /** Whether the curve that is seen so far takes the place of what was measured. */
  const replacing = computed(() => soFar.value !== null && fresh.value);
  const plotted = computed((): readonly PlottedCurve[] => {
    if (soFar.value === null) return fits.plotted.value;
    const { group, points } = soFar.value;
    const others = replacing.value ? [] : fits.plotted.value.filter(({ label }) => label !== group);
    return [...others, { label: group, index: indexOf(group), points, fit: null, prediction: null }];
  });
  /** What of the results is shown. */
  const part = shallowRef<'curve' | 'estimators'>('curve');
  async function runAllEstimators(ids: readonly string[]): Promise<void> {
    estimators.value = [...ids];
    await run();
  }
  const stale = computed(() => measured.value.length > 0 && !same.value);

  return {
    form,
    groups,
    estimators,
    pointwise,
    everyPoint,
    transport,
    request,
    inspection,
    inspectionProblem,
    measured,
    measuredWith,
    problem,
    running,
    progress,
    soFar,
    replacing,
    plotted,
    run,
    cancel,
    stale,
    fits,
    results,
    part,
    runAllEstimators,
  };
});
