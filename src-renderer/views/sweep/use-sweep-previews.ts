import type { Prediction } from '#contract/results';
import type { SweepPreview } from '#contract/sweep';
import { watchDebounced } from '@vueuse/core';
import { computed, shallowRef, watch, type Ref } from 'vue';
import type { EngineClient } from '../../client/engine-client';
import { errorLine } from '../../client/errors';
import { findPredictions } from './find-predictions';
import type { Checked } from './sweep-draft';
import { problemOfMessage, type SweepProblem } from './sweep-problem';

/** What the engine says of the sweeps of a form beforehand, one a task: what they would do, and what the theory predicts. */
export function useSweepPreviews(engine: EngineClient, checked: Readonly<Ref<Checked>>) {
  /** Of each task. */
  const previews = shallowRef<readonly SweepPreview[]>([]);
  const predictions = shallowRef<readonly ReadonlyMap<string, Prediction>[]>([]);
  /** What the engine finds wrong. */
  const refused = shallowRef<SweepProblem | null>(null);
  let latest = 0;
  async function lookAhead(): Promise<void> {
    const turn = ++latest;
    const current = checked.value;
    if (!current.ok) {
      previews.value = [];
      return;
    }
    try {
      const found: SweepPreview[] = [];
      for (const declaration of current.declarations) {
        found.push(await engine.call('sweep.preview', { declaration }));
        if (turn !== latest) return;
      }
      previews.value = found;
      predictions.value = [];
      refused.value = null;
      const known = await Promise.all(found.map((preview) => findPredictions(engine, preview)));
      if (turn === latest) predictions.value = known;
    } catch (error) {
      if (turn !== latest) return;
      refused.value = problemOfMessage(errorLine(error) ?? 'cancelled');
      previews.value = [];
      predictions.value = [];
    }
  }
  watchDebounced(() => JSON.stringify(checked.value), lookAhead, { debounce: 300, immediate: true });

  /** Which of several tasks is looked at. */
  const at = shallowRef(0);
  watch(
    () => previews.value.length,
    (length) => (at.value = Math.max(0, Math.min(at.value, length - 1))),
  );
  return {
    ...{ previews, predictions, refused, at },
    preview: computed(() => previews.value[at.value] ?? null),
    /** Whether predictions are still being asked for. */
    predicting: computed(() => predictions.value.length < previews.value.length),
    predictionOf: (label: string): Prediction | null => predictions.value[at.value]?.get(label) ?? null,
  };
}
