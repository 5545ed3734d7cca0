import type { GroupContext } from './define-group';

/** Whether the data looks like pairs of coordinates: plain, even, and few of them. */
export function suitsPlanes({ ambientDimension, layout }: GroupContext): boolean {
  return (
    (layout === undefined || layout.kind === 'plain') &&
    ambientDimension % 2 === 0 &&
    ambientDimension >= 2 &&
    ambientDimension <= 16
  );
}
