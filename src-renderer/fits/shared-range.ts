interface Bounded {
  readonly dimension: number | null;
  readonly interval: readonly [number | null, number | null] | null;
}

/** An axis from 0 or below the least that holds all values and the bounded ends of their intervals; one far interval does not squeeze the rest. */
export function sharedRange(values: readonly Bounded[]): readonly [number, number] {
  const dimensions = values.flatMap(({ dimension }) => (dimension === null ? [] : [dimension]));
  if (dimensions.length === 0) return [0, 1];
  const ends = values.flatMap(({ interval }) => (interval ?? []).flatMap((end) => (end === null ? [] : [end])));
  const [least, largest] = [Math.min(...dimensions), Math.max(...dimensions)];
  const room = 0.5 * Math.max(largest - least, 0.2 * largest);
  const low = Math.max(least - room, Math.min(least, ...ends));
  const high = Math.min(largest + room, Math.max(largest, ...ends));
  const margin = 0.05 * Math.max(high - low, 0.1);
  return [Math.max(0, low - margin), high + margin];
}
