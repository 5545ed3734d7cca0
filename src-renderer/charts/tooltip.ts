import { formatCount, formatReal, formatWithError } from '../formatting/number';
import type { PlottedCurve } from './plotted-curve';

/** What is said of one point: HTML, every text of the user's escaped. */
export function pointTooltip(curve: PlottedCurve, index: number, title = curve.label): string {
  const point = curve.points[index];
  if (point === undefined) return '';
  const lines = [
    `<strong>${escapeHtml(title)}</strong>`,
    `n = ${formatCount(point.n)}`,
    `gap R = ${formatWithError(point.gap, point.standardError)}`,
  ];
  if (point.generalization !== undefined)
    lines.push(
      `generalization error = ${formatWithError(point.generalization, point.generalizationStandardError ?? 0)}`,
    );
  if (typeof point.localDimension === 'number')
    lines.push(
      `local dimension = ${
        typeof point.localDimensionError === 'number'
          ? formatWithError(point.localDimension, point.localDimensionError)
          : formatReal(point.localDimension, 3)
      }`,
    );
  if (point.replicates !== undefined) lines.push(`${formatCount(point.replicates)} replicates`);
  return joined(lines);
}

/** What is said of the Wasserstein distance at a size: HTML. */
export function transportTooltip({ transport = [] }: PlottedCurve, n: number, title: string): string {
  const found = transport.find((point) => point.n === n);
  if (found === undefined) return '';
  return joined([
    `<strong>${escapeHtml(title)}</strong>`,
    `n = ${formatCount(n)}, ${formatCount(found.pairs)} pairs`,
    `W₂² = ${formatWithError(found.squaredDistance, found.standardError)}`,
    `gap of the same pairs = ${formatWithError(found.gap, found.gapStandardError)}`,
  ]);
}

function joined(lines: readonly string[]): string {
  return `${lines.join('<br>')}<br><span style="opacity:.75">± one standard error</span>`;
}

/** Text that HTML takes as text. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
