import type { RunSummary } from '#contract/sweep';
import { formatNumber, table } from './table';

/** What the trained runs of each curve and size have cost on average, as a table; nothing where no network was trained. */
export function describeCost(runs: readonly RunSummary[]): string[] {
  const groups = new Map<string, RunSummary[]>();
  for (const run of runs)
    if (run.memory !== null) {
      const place = JSON.stringify([run.curve, run.n]);
      groups.set(place, [...(groups.get(place) ?? []), run]);
    }
  if (groups.size === 0) return [];
  const rows = [...groups.values()].map((group) => [
    ...[group[0]?.curve ?? '', group[0]?.n ?? 0, mean(group.map(({ seconds }) => seconds ?? 0))],
    `${formatNumber(mean(group.map(({ memory }) => memory ?? 0)) / 2 ** 20)} MiB`,
  ]);
  return [table(['curve', 'n', 'seconds a run', 'tensors a run'], rows)];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
