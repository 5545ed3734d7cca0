import type { SweepDeclaration, SweepSummary } from '#contract/sweep';
import { defineStore } from 'pinia';
import { computed, markRaw, nextTick, onScopeDispose, reactive, shallowRef, watch } from 'vue';
import { z } from 'zod';
import type { PlottedCurve } from '../../charts/plotted-curve';
import { keepForSession } from '../../app/keep-for-session';
import { useFormHistory } from '../../app/undo/use-form-history';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { useSweepPage } from '../../sweep-page/use-sweep-page';
import {
  checkDeclarations,
  declarationsText,
  draftOf,
  firstDraft,
  inputsOf,
  parseDeclarations,
  type Checked,
} from './sweep-draft';
import { decodeSweeps, encodeSweeps, sweepInLink } from './sweep-link';
import { problemLine } from './sweep-problem';
import { useSweepPreviews } from './use-sweep-previews';
import { useTaskFacts } from './use-task-facts';

type Declarations = readonly [SweepDeclaration, ...SweepDeclaration[]];

/** The sweeps that are being written and those that run; both outlive the view. */
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
  const checked = computed<Checked>(() => {
    if (json.value === null) return checkDeclarations(inputsOf(draft));
    const link = sweepInLink(json.value);
    return link === null ? parseDeclarations(json.value) : decodeSweeps(link);
  });

  const { previews, predictions, refused, at, preview, predicting, predictionOf } = useSweepPreviews(engine, checked);
  /** What is wrong, found here or by the engine. */
  const problem = computed(() => (checked.value.ok ? refused.value : checked.value.problem));

  const facts = useTaskFacts(engine, () => draft.tasks[0] ?? '');
  const page = useSweepPage(engine, predictionOf);
  // A page that was loaded again shows the sweep that it showed before.
  keepForSession(
    'followed-sweep',
    z.string().nullable(),
    () => page.live.summary.value?.id ?? null,
    (id) => {
      // After the form has been taken from the address, which leaves whatever is shown.
      if (id !== null) void nextTick(() => page.live.open(id));
    },
    0,
  );

  /** Sweeps that were started together: one a task. */
  const started = shallowRef<readonly SweepSummary[]>([]);
  onScopeDispose(
    engine.on('sweep.changed', (changed) => {
      if (started.value.some(({ id }) => id === changed.id))
        started.value = started.value.map((one) => (one.id === changed.id ? changed : one));
    }),
  );
  const starting = shallowRef(false);
  const startable = computed(() => checked.value.ok && problem.value === null && !starting.value);
  async function start(again = false): Promise<void> {
    if (!checked.value.ok || !startable.value) return;
    starting.value = true;
    const begun: SweepSummary[] = [];
    try {
      for (const declaration of checked.value.declarations) {
        const call = engine.call('sweep.start', { declaration, again }).then((summary) => {
          begun.push(summary);
          return summary;
        });
        if (begun.length > 0) await call;
        else await page.follow(call);
        // What was wrong is said on the page.
        if (begun.length === 0) return;
      }
    } catch (error) {
      page.live.problem.value = errorLine(error);
    } finally {
      starting.value = false;
      if (begun.length > 0) started.value = begun;
    }
  }

  /** What the chart shows before anything has run: the laws alone. */
  const predicted = computed<PlottedCurve[]>(() =>
    (preview.value?.curves ?? []).map(({ label }, index) => ({
      ...{ label, index, points: [], fit: null },
      prediction: predictionOf(label),
    })),
  );

  /** Puts declarations into the form. */
  function use(declarations: Declarations): void {
    json.value = null;
    Object.assign(draft, draftOf(declarations));
    if (!page.live.running.value) page.live.leave();
  }
  function showJson(): void {
    json.value = declarationsText(checked.value.ok ? checked.value.declarations : inputsOf(draft));
  }
  /** Back to the form; false where the text is no sweep. */
  function showForm(): boolean {
    if (!checked.value.ok) return false;
    Object.assign(draft, draftOf(checked.value.declarations));
    json.value = null;
    return true;
  }
  /** Takes the text of a file; answers what is wrong with it. */
  function load(text: string): string | null {
    const read = parseDeclarations(text);
    if (!read.ok) return problemLine(read.problem);
    use(read.declarations);
    return null;
  }

  /** What stands for the sweeps in the window's address; that of the last ones without a mistake. */
  const link = shallowRef('');
  watch(
    checked,
    (current) => {
      if (current.ok) link.value = encodeSweeps(current.declarations);
    },
    { immediate: true },
  );
  const linkProblem = shallowRef<string | null>(null);
  watch(link, () => (linkProblem.value = null));
  function openLink(text: string): void {
    const read = decodeSweeps(text);
    linkProblem.value = read.ok ? null : problemLine(read.problem);
    if (read.ok) use(read.declarations);
  }

  return {
    ...{ draft, json, checked, previews, predictions, preview, predicted, predicting, problem, at },
    facts: markRaw(facts),
    page: markRaw(page),
    ...{ started, startable, start, use, showJson, showForm, load },
    ...{ link, linkProblem, openLink },
  };
});
