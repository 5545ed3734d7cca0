/**
 * p-values adjusted for all being looked at, whatever their dependence (Holm, 1979): rejecting those of at most α rejects any true hypothesis with a chance of at
 * most α. In the order given.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[at] as number)));
    adjusted[at] = largest;
  });
  return adjusted;
}
