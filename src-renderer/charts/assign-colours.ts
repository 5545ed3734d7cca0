/** A curve that wants a colour. */
export interface ColouredCurve {
  /** Names it among all curves. */
  readonly key: string;
  /** The colour that it has among its own. */
  readonly own: number;
}

/**
 * Colours of curves that are seen together, as indices of the palette: the one that was kept for a curve, else its own, where no other has it; else the first that is free. In
 * the order given, so that curves which come later leave the earlier ones theirs.
 */
export function assignColours(
  curves: readonly ColouredCurve[],
  kept: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const found = new Map<string, number>();
  const take = (key: string, index: number): void => {
    found.set(key, index);
    taken.add(index);
  };
  // What was kept comes first: a curve that is new takes no colour from those that had one.
  for (const { key } of curves) {
    const index = kept[key];
    if (index !== undefined && !taken.has(index) && !found.has(key)) take(key, index);
  }
  for (const { key, own } of curves) {
    if (found.has(key)) continue;
    let index = own;
    for (let free = 0; taken.has(index); free++) index = free;
    take(key, index);
  }
  return found;
}
