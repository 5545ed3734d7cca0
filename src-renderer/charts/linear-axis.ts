/** Ticks at round numbers, at most so many, of a linear axis. */
export function linearTicks(min: number, max: number, most: number): number[] {
  const raw = (max - min) / most;
  const scale = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((candidate) => candidate * scale >= raw * 0.999) ?? 10) * scale;
  const ticks: number[] = [];
  for (let at = Math.ceil(min / step - 1e-9); at * step <= max + step * 1e-9; at++)
    ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}
