import type { TransportPoint } from '#contract/results';
import { table } from './table';

/** Wasserstein distances between subsamples beside the gap of the same pairs, as a table; nothing where they were not measured. */
export function describeTransport(points: readonly TransportPoint[] | null): string {
  if (points === null) return '';
  return table(
    ['n', 'W2²', '± s.e.', 'gap', '± s.e.', 'W2²/gap', 'pairs'],
    points.map(({ n, pairs, squaredDistance, standardError, gap, gapStandardError }) => [
      ...[n, squaredDistance, standardError, gap, gapStandardError],
      ...[gap > 0 ? squaredDistance / gap : null, pairs],
    ]),
  );
}
