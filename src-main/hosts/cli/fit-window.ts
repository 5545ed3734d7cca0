import { UsageError } from './usage-error';

/** The window of n that --from and --to give; undefined where neither is given, so that it is chosen automatically. */
export function fitWindow({
  from,
  to,
}: {
  readonly from?: number;
  readonly to?: number;
}): [number, number] | undefined {
  if (from === undefined && to === undefined) return undefined;
  const window: [number, number] = [from ?? 1, to ?? Number.MAX_SAFE_INTEGER];
  if (window[1] <= window[0])
    throw new UsageError(`--from ${String(window[0])} --to ${String(window[1])}: expected --to above --from.`);
  return window;
}
