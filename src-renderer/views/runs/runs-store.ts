import type { RunFilter } from '#contract/runs';
import { useDebounceFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { useEngine } from '../../client/use-engine';
import { type Arrangement, firstArrangement, readArrangement } from './arrangement';

/** The views of this table among those of the workspace. */
const prefix = 'runs:';
/** The arrangement as it was left. */
const lastId = `${prefix}last`;

/** How the table of runs is arranged; it outlives the view, and is kept in the workspace. */
export const useRunsStore = defineStore('runs', () => {
  const engine = useEngine();
  const arrangement = shallowRef<Arrangement>(firstArrangement);
  const views = shallowRef<readonly { id: string; name: string; arrangement: Arrangement }[]>([]);
  /** Ranges that are brushed in the parallel coordinates, on top of the filter. */
  const brushed = shallowRef<RunFilter['ranges']>([]);
  let loading: Promise<void> | undefined;

  const filter = computed<RunFilter>(() => ({
    ...arrangement.value.filter,
    ranges: [...arrangement.value.filter.ranges, ...brushed.value],
  }));

  async function listViews(): Promise<void> {
    const stored = await engine.call('views.list', {});
    views.value = stored.flatMap(({ id, name, state }) => {
      const read = id.startsWith(prefix) && id !== lastId ? readArrangement(state) : undefined;
      return read === undefined ? [] : [{ id, name, arrangement: read }];
    });
    const last = stored.find(({ id }) => id === lastId);
    const read = last === undefined ? undefined : readArrangement(last.state);
    if (read !== undefined && arrangement.value === firstArrangement) arrangement.value = read;
  }

  /** Once, and again after it has failed. */
  function load(): Promise<void> {
    loading ??= listViews().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  /** Another workspace has been opened. */
  async function reload(): Promise<void> {
    arrangement.value = firstArrangement;
    brushed.value = [];
    loading = undefined;
    await load();
  }

  const keep = useDebounceFn(() => {
    // A workspace that cannot be written to keeps no arrangement; what the user does in it fails with a reason.
    engine
      .call('views.save', { id: lastId, name: '', state: JSON.stringify(arrangement.value) })
      .catch(() => undefined);
  }, 800);

  function arrange(change: Partial<Arrangement>): void {
    arrangement.value = { ...arrangement.value, ...change };
    void keep();
  }

  async function saveView(name: string): Promise<void> {
    const known = views.value.find((view) => view.name === name);
    const id = known?.id ?? `${prefix}${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    await engine.call('views.save', { id, name, state: JSON.stringify(arrangement.value) });
    await listViews();
  }

  async function putView(view: { id: string; name: string; arrangement: Arrangement }): Promise<void> {
    await engine.call('views.save', { id: view.id, name: view.name, state: JSON.stringify(view.arrangement) });
    await listViews();
  }

  async function deleteView(id: string): Promise<void> {
    await engine.call('views.delete', { id });
    await listViews();
  }

  return { arrangement, views, brushed, filter, load, reload, arrange, saveView, putView, deleteView };
});
