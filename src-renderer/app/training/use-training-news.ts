import type { SweepSummary } from '#contract/sweep';
import { useDocumentVisibility, useTitle } from '@vueuse/core';
import { computed, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import { viewOfPath } from '../views';
import { useTrainingStore } from './training-store';

/** How far the sweeps are, in the title of the window, where it is read while the window is hidden; in a browser also the end of one, if the user has asked for that. */
export function useTrainingNews(): void {
  const training = useTrainingStore();
  const route = useRoute();
  const visibility = useDocumentVisibility();
  /** A sweep that ended while nobody looked. */
  const unseen = shallowRef<SweepSummary | null>(null);

  const title = computed(() => {
    const view = viewOfPath(route.path)?.title;
    const place = view === undefined ? 'Gapscope' : `${view} – Gapscope`;
    if (training.share !== null) return `${Math.floor(training.share * 100)} % · ${place}`;
    return unseen.value === null ? place : `${endOf(unseen.value)} · ${place}`;
  });
  useTitle(title);

  watch(
    () => training.ended,
    (ended) => {
      if (ended === null || visibility.value === 'visible') return;
      unseen.value = ended;
      // The desktop's shell tells of it itself.
      if (window.gapscopeShell === undefined && mayNotify())
        new Notification(`‘${ended.name}’ ${endOf(ended)}`, { body: `${ended.finished} of ${ended.runs} runs` });
    },
  );
  watch(visibility, (state) => {
    if (state === 'visible') unseen.value = null;
  });
}

function endOf({ state }: SweepSummary): string {
  return state === 'finished' ? 'finished' : `is ${state}`;
}

function mayNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}
