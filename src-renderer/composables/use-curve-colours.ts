import { useStorage } from '@vueuse/core';
import { assignColours } from '../charts/assign-colours';

/** The colours of curves that once had to differ from others on a plot, by their keys; the same in all views from then on. */
const kept = useStorage<Record<string, number>>('gapscope.curve-colours', {});
/** So many are remembered, the latest. */
const most = 2000;

/** Names a stored sweep's curve among all. */
export function curveKey(sweep: string, label: string): string {
  return `${sweep}/${label}`;
}

/** The colour of a stored sweep's curve, as an index of the palette; its own among the sweep's curves where none was kept. */
export function curveIndex(sweep: string, label: string, own: number): number {
  return kept.value[curveKey(sweep, label)] ?? own;
}

/** Finds colours that differ for all curves of these sweeps, and keeps them. */
export function keepColours(sweeps: readonly { readonly id: string; readonly labels: readonly string[] }[]): void {
  const curves = sweeps.flatMap(({ id, labels }) => labels.map((label, own) => ({ key: curveKey(id, label), own })));
  const found = assignColours(curves, kept.value);
  const changed = [...found].some(([key, index]) => kept.value[key] !== index);
  if (!changed) return;
  const others = Object.entries(kept.value).filter(([key]) => !found.has(key));
  kept.value = Object.fromEntries([...others, ...found].slice(-most));
}
