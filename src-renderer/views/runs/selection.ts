/** Which rows are chosen, by their keys; unchanged sets are shared. */
export interface Selection {
  readonly keys: ReadonlySet<number>;
  /** The row that keys act on, and the other end of a range, by their places in the order. */
  readonly active: number;
  readonly anchor: number;
}

export const nothingSelected: Selection = { keys: new Set(), active: 0, anchor: 0 };

/** What a click or a key does with the row at `to`. */
export type SelectionMove = 'only' | 'toggle' | 'extend' | 'move';

/**
 * The selection after a row was clicked or reached by a key.
 * @param order - keys of all rows; those that are not known yet are missing
 */
export function select(selection: Selection, order: Int32Array, to: number, how: SelectionMove): Selection {
  const active = Math.max(0, Math.min(order.length - 1, to));
  const key = order[active];
  if (key === undefined) return selection;
  if (how === 'move') return { ...selection, active };
  if (how === 'only') return { keys: new Set([key]), active, anchor: active };
  if (how === 'toggle') {
    const keys = new Set(selection.keys);
    if (!keys.delete(key)) keys.add(key);
    return { keys, active, anchor: active };
  }
  const [first, last] = [Math.min(selection.anchor, active), Math.max(selection.anchor, active)];
  return { keys: new Set(order.subarray(first, last + 1)), active, anchor: selection.anchor };
}
