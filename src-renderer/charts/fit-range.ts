/** The size whose logarithm is nearest to a position in log₁₀ n. */
export function nearestSize(sizes: readonly number[], position: number): number {
  return sizes.reduce(
    (best, size) => (Math.abs(Math.log10(size) - position) < Math.abs(Math.log10(best) - position) ? size : best),
    sizes[0] ?? 1,
  );
}

/** Where a window ends in log₁₀ n: halfway to the next size outside it, so that its own points stand inside. */
export function windowEdges(sizes: readonly number[], window: readonly [number, number]): [number, number] {
  const first = sizes.findIndex((n) => n >= window[0]);
  const last = sizes.findLastIndex((n) => n <= window[1]);
  const log = (at: number): number => Math.log10(sizes[at] ?? 1);
  const margin = 0.03;
  return [
    first > 0 ? (log(first - 1) + log(first)) / 2 : log(first) - margin,
    last + 1 < sizes.length ? (log(last) + log(last + 1)) / 2 : log(last) + margin,
  ];
}

/** The fewest sizes of a window: a power law through fewer says nothing of its own error. */
export const fewestSizes = 3;

/** The window with one end moved to a size, as far as it leaves the fewest sizes between the ends. */
export function moveEnd(
  sizes: readonly number[],
  window: readonly [number, number],
  end: 0 | 1,
  size: number,
): [number, number] {
  const first = sizes.findIndex((n) => n >= window[0]);
  const last = sizes.findLastIndex((n) => n <= window[1]);
  const wanted = Math.max(0, sizes.indexOf(size));
  const from = end === 0 ? Math.max(0, Math.min(wanted, last - fewestSizes + 1)) : first;
  const to = end === 1 ? Math.min(sizes.length - 1, Math.max(wanted, first + fewestSizes - 1)) : last;
  return [sizes[from] ?? window[0], sizes[to] ?? window[1]];
}
