/** What stored runs of one setting took. */
export interface KnownTime {
  readonly task: string;
  readonly group: string;
  readonly trainer: string;
  readonly n: number;
  /** Mean seconds of a run. */
  readonly seconds: number;
  /** How many runs it is the mean of. */
  readonly runs: number;
}

/** Runs whose time is asked for, all of one curve and size. */
export interface RunsToTime {
  readonly task: string;
  readonly group: string;
  readonly trainer: string;
  readonly n: number;
  readonly count: number;
}

/** How a trainer's time depends on its settings and on n. */
export interface TrainerWork {
  /** The same for all settings of one algorithm. */
  readonly algorithm: string;
  /** How much a run with n training points is, in a unit that all settings of one algorithm have in common. */
  readonly amount: (n: number) => number;
}

/** 'same': runs of these very curves. 'similar': the same trainers elsewhere. 'scaled': other settings of the same algorithms, by their amounts of work. */
export type TimeBasis = 'same' | 'similar' | 'scaled';

export interface ExpectedTime {
  /** Of one worker; null where nothing is known of a trainer. */
  readonly seconds: number | null;
  /** The weakest that it rests on; null where it rests on nothing. */
  readonly basis: TimeBasis | null;
  /** How many stored runs it rests on. */
  readonly runs: number;
  /** Trainers of which no run is known. */
  readonly unknown: readonly string[];
}

const ranks: readonly TimeBasis[] = ['same', 'similar', 'scaled'];

/**
 * The time that runs will take, from what others took: those of the same curve where there are some, else of the same trainer, else of the same algorithm with other settings, in
 * proportion to the amounts of work. Between sizes log t is linear in log n; beyond them it goes on in proportion to the work.
 */
export function expectedTime(
  wanted: readonly RunsToTime[],
  known: readonly KnownTime[],
  trainerWork: (trainer: string) => TrainerWork,
): ExpectedTime {
  // To read a trainer's settings takes longer than all the rest, and there are few trainers.
  const works = new Map<string, TrainerWork>();
  const workOf = (trainer: string): TrainerWork => {
    const work = works.get(trainer) ?? trainerWork(trainer);
    works.set(trainer, work);
    return work;
  };
  const used = new Set<KnownTime>();
  const unknown = new Set<string>();
  let seconds = 0;
  let weakest = -1;
  for (const runs of wanted) {
    const own = workOf(runs.trainer);
    const found = firstBasis(runs, known, own, workOf);
    if (found === undefined) {
      unknown.add(runs.trainer);
      continue;
    }
    for (const time of found.times) used.add(time);
    const points = found.times.map((time) => ({
      n: time.n,
      seconds: (time.seconds * own.amount(time.n)) / workOf(time.trainer).amount(time.n),
      runs: time.runs,
    }));
    seconds += runs.count * timeAt(runs.n, bySize(points), own);
    weakest = Math.max(weakest, ranks.indexOf(found.basis));
  }
  return {
    seconds: unknown.size === 0 ? seconds : null,
    basis: ranks[weakest] ?? null,
    runs: [...used].reduce((sum, time) => sum + time.runs, 0),
    unknown: [...unknown],
  };
}

function firstBasis(
  runs: RunsToTime,
  known: readonly KnownTime[],
  own: TrainerWork,
  workOf: (trainer: string) => TrainerWork,
): { readonly basis: TimeBasis; readonly times: readonly KnownTime[] } | undefined {
  const trainer = known.filter((time) => time.trainer === runs.trainer);
  const candidates = [
    trainer.filter((time) => time.task === runs.task && time.group === runs.group),
    trainer,
    known.filter((time) => workOf(time.trainer).algorithm === own.algorithm),
  ];
  const at = candidates.findIndex((times) => times.length > 0);
  const [basis, times] = [ranks[at], candidates[at]];
  return basis === undefined || times === undefined ? undefined : { basis, times };
}

interface SizeTime {
  readonly n: number;
  readonly seconds: number;
}

/** One time a size, ascending. */
function bySize(times: readonly (SizeTime & { readonly runs: number })[]): readonly SizeTime[] {
  const sums = new Map<number, { seconds: number; runs: number }>();
  for (const { n, seconds, runs } of times) {
    const sum = sums.get(n) ?? { seconds: 0, runs: 0 };
    sums.set(n, { seconds: sum.seconds + seconds * runs, runs: sum.runs + runs });
  }
  return [...sums].map(([n, { seconds, runs }]) => ({ n, seconds: seconds / runs })).sort((a, b) => a.n - b.n);
}

function timeAt(n: number, times: readonly SizeTime[], { amount }: TrainerWork): number {
  const after = times.findIndex((time) => time.n >= n);
  const [low, high] = [times[after < 0 ? times.length - 1 : after - 1], times[after]];
  if (high === undefined || low === undefined) {
    const end = high ?? low;
    if (end === undefined) return 0;
    return (end.seconds * amount(n)) / amount(end.n);
  }
  if (low.seconds <= 0 || high.seconds <= 0) return high.seconds;
  const share = Math.log(n / low.n) / Math.log(high.n / low.n);
  return low.seconds * (high.seconds / low.seconds) ** share;
}
