import type { EventOf } from '#contract/events';
import { formatCount } from '../formatting/number';

type Batch = EventOf<'batch.progress'>['batches'][number];

/** Batches that one line has room for. */
const shown = 2;

/**
 * What the workers are at, and how far: `Rotations SO(2), n 16–64: training 43 %`; empty where nothing can be told.
 * @param title what people read for a curve's label
 */
export function describeBatches(batches: readonly Batch[], title: (label: string) => string): string {
  const told = batches
    .filter(({ total }) => total > 0)
    .map((batch) => describe({ ...batch, curve: title(batch.curve) }));
  const more = told.length > shown ? [`${String(told.length - shown)} more`] : [];
  return [...told.slice(0, shown), ...more].join(' · ');
}

function describe({ curve, from, to, step, current, total }: Batch): string {
  const sizes = from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
  return `${curve}, n ${sizes}: ${step} ${String(Math.floor(Math.min(1, current / total) * 100))} %`;
}
