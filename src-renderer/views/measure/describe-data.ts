import type { ResponseOf } from '#contract/commands';
import { formatCount } from '../../formatting/number';

/** What a source holds, in a line: `10,000 points, D = 784: images of 28 × 28; no duplicates; 10 classes`. */
export function describeData({
  points,
  available,
  ambientDimension,
  duplicates,
  layout,
  classes,
}: ResponseOf<'data.inspect'>): string {
  const taken = points < available ? `${formatCount(points)} of ${formatCount(available)}` : formatCount(points);
  const kind =
    layout.kind === 'image'
      ? `images of ${String(layout.rows)} × ${String(layout.columns)}${layout.channels > 1 ? ` × ${String(layout.channels)}` : ''}`
      : layout.kind === 'point-cloud'
        ? `${String(layout.points)} points in ${String(layout.dimension)} dimensions each`
        : layout.kind === 'pair'
          ? `${String(layout.inputs)} coordinates to predict ${String(layout.outputs)} from`
          : '';
  const parts = [
    `${taken} points, D = ${formatCount(ambientDimension)}${kind === '' ? '' : `: ${kind}`}`,
    duplicates === 0 ? 'no duplicates' : `${formatCount(duplicates)} duplicates`,
    ...(classes === null ? [] : [`${formatCount(classes)} classes`]),
  ];
  return `${parts.join('; ')}.`;
}
