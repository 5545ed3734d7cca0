import type { GroupContext } from './define-group';

/** Whether the data looks like planes: plain, an even number of coordinates, and few of them; of pairs, in inputs and in outputs. */
export function suitsPlanes({ ambientDimension, layout }: GroupContext): boolean {
  const even = layout?.kind === 'pair' && layout.inputs % 2 === 0;
  return (
    (layout === undefined || layout.kind === 'plain' || even) &&
    ambientDimension % 2 === 0 &&
    ambientDimension >= 2 &&
    ambientDimension <= 16
  );
}
