import type { ResponseOf } from '#contract/commands';
import type { DataRequest } from '#contract/data';
import { suitsData } from '#core/groups/on-inputs';
import { groupRegistry } from '#core/groups/registry';
import { rowOf, type Points } from '#core/mathematics/points';
import { labelledPairs } from '#core/spaces/labelled-pairs';
import type { Work } from '#core/work';
import type { JobPorts } from './job-ports';
import { sourceOf } from './plain-source';

/** What a source holds, with its labels where a task is to predict them, and the groups that suit its layout. */
export async function inspectData(
  request: DataRequest,
  ports: JobPorts,
  work: Work,
): Promise<ResponseOf<'data.inspect'>> {
  const { data, labels: predicted } = sourceOf(request);
  const { labels, summary, ...found } = await ports.openData(data, work);
  const { points, layout } = predicted ? labelledPairs(data.source, found.points, labels, found.layout) : found;
  const context = { ambientDimension: points.dimension, layout };
  return {
    ...summary,
    points: points.count,
    ambientDimension: points.dimension,
    duplicates: countDuplicates(points),
    layout,
    classes: labels === undefined ? null : new Set(labels).size,
    suitableGroups: groupRegistry.all.filter((group) => suitsData(group, context)).map(({ id }) => id),
  };
}

/** Rows that are equal, number by number, to another row. */
function countDuplicates(points: Points): number {
  const counts = new Map<string, number>();
  for (let i = 0; i < points.count; i++) {
    const row = rowOf(points, i);
    const key = Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('latin1');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let duplicates = 0;
  for (const count of counts.values()) if (count > 1) duplicates += count;
  return duplicates;
}
