import type { SweepPreview } from '#contract/sweep';
import { formatCount, formatDuration } from '../../formatting/number';

/** The time that sweeps will take together; null where it is not known of one of them. */
export function expectedSeconds(previews: readonly SweepPreview[]): number | null {
  return previews.reduce<number | null>(
    (sum, { estimatedSeconds }) => (sum === null || estimatedSeconds === null ? null : sum + estimatedSeconds),
    0,
  );
}

/** What will be run, in a line: `112 runs in 6 batches, 8 already stored, about 3 s`. */
export function describePlan(previews: readonly SweepPreview[]): string {
  if (previews.length === 0) return '';
  const sum = (of: (preview: SweepPreview) => number): number => previews.reduce((all, one) => all + of(one), 0);
  const [runs, batches, stored] = [sum((one) => one.runs), sum((one) => one.batches), sum((one) => one.alreadyDone)];
  const sweeps = previews.length === 1 ? '' : `${String(previews.length)} sweeps, `;
  const divided = batches === 0 ? '' : ` in ${formatCount(batches)} ${batches === 1 ? 'batch' : 'batches'}`;
  const done = stored > 0 ? `, ${formatCount(stored)} already stored` : '';
  const seconds = expectedSeconds(previews);
  const time = seconds === null ? '' : `, about ${formatDuration(seconds)}`;
  return `${sweeps}${formatCount(runs)} runs${divided}${done}${time}`;
}

/** On what the expected time rests, in a sentence. */
export function describeBasis(
  { estimatedSeconds, estimate, runs, alreadyDone }: SweepPreview,
  nameOf: (trainer: string) => string,
): string {
  if (runs === alreadyDone) return 'All of its runs are stored; nothing is left to do.';
  if (estimatedSeconds === null)
    return `The time is not known: no run of ${estimate.unknown.map(nameOf).join(', ')} has been done here yet.`;
  const workers = estimate.workers === 1 ? '' : `, shared by ${String(estimate.workers)} workers`;
  const earlier = `${formatCount(estimate.runs)} earlier ${estimate.runs === 1 ? 'run' : 'runs'}`;
  const basis = {
    same: `of these curves on this backend`,
    similar: `of the same trainers on other tasks or groups`,
    scaled: `of the same algorithms with other settings, by their steps`,
  }[estimate.basis ?? 'scaled'];
  return `From the time of ${earlier} ${basis}${workers}.`;
}
