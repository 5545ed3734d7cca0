import { runColumn, runFilter, runSort } from '#contract/runs';
import { z } from 'zod';
import { lookOf } from './column-labels';

const shownColumn = z.object({ id: runColumn, width: z.number().min(40).max(1000) });

/** How the table of runs is arranged: what a saved view keeps. */
export const arrangement = z.object({
  columns: z.array(shownColumn).min(1),
  filter: runFilter,
  sort: runSort,
  /** What a row is. */
  by: z.enum(['run', 'size', 'curve']),
  /** Axes of the parallel coordinates, and whether they are shown. */
  axes: z.array(runColumn),
  axesShown: z.boolean(),
});
export type Arrangement = z.output<typeof arrangement>;
export type ShownColumn = Arrangement['columns'][number];

export const emptyFilter = runFilter.parse({});

export const firstArrangement: Arrangement = {
  columns: ['sweep', 'curve', 'n', 'replicate', 'state', 'gap', 'seconds', 'verdict', 'tags', 'note'].map((id) =>
    columnOf(id),
  ),
  filter: emptyFilter,
  sort: [],
  by: 'run',
  axes: ['n', 'gap', 'seconds', 'memorised', 'coverage'],
  axesShown: false,
};

export function columnOf(id: string): ShownColumn {
  return { id, width: lookOf(id).width };
}

/** An arrangement that was stored as JSON; undefined where it cannot be read, made by another version. */
export function readArrangement(text: string): Arrangement | undefined {
  try {
    return arrangement.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
