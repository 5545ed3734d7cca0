import type { PlottedCurve } from './plotted-curve';

const columns = [
  ...['curve', 'n', 'gap', 'standardError', 'localDimension', 'localDimensionError', 'replicates'],
  ...['generalization', 'generalizationStandardError'],
] as const;

/** Curves as a table: commas between, one row a point, numbers in full. */
export function curvesCsv(curves: readonly Pick<PlottedCurve, 'label' | 'points'>[]): string {
  const rows = curves.flatMap(({ label, points }) =>
    points.map((point) => [
      label,
      point.n,
      point.gap,
      point.standardError,
      point.localDimension ?? '',
      point.localDimensionError ?? '',
      point.replicates ?? '',
      point.generalization ?? '',
      point.generalizationStandardError ?? '',
    ]),
  );
  return [columns, ...rows].map((row) => `${row.map((cell) => quoted(String(cell))).join(',')}\r\n`).join('');
}

/** A cell by RFC 4180; text that a spreadsheet would take for a formula is made text. */
function quoted(cell: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
