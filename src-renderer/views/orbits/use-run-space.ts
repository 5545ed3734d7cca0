import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { EngineClient } from '../../client/engine-client';
import { useAskedJob } from '../../composables/use-asked-job';

/** The space of a stored run, and how far its points lie from the orbits of the training points. */
export function useRunSpace(engine: EngineClient, run: () => string | null) {
  const shown = useAskedJob(engine, run, (job, asked) => engine.call('orbits.show', { job, run: asked }));
  const space = computed(() => shown.result.value);
  // A run that is looked at while it is trained has samples once it has finished.
  onScopeDispose(
    engine.on('run.changed', ({ runs }) => {
      if (runs.some(({ id, state }) => id === run() && state !== space.value?.run.state)) void shown.again();
    }),
  );
  /** Whose orbits are meant; the user's choice holds as long as the run is looked at. */
  const under = shallowRef<'group' | 'identity'>('group');
  watch(
    () => space.value?.run.id,
    () => (under.value = space.value?.symmetric === false ? 'identity' : 'group'),
  );
  const measured = useAskedJob(
    engine,
    () =>
      space.value?.training ? { run: space.value.run.id, state: space.value.run.state, under: under.value } : null,
    (job, asked) => engine.call('orbits.measure', { job, run: asked.run, under: asked.under }),
  );
  return { shown, space, under, measured };
}
