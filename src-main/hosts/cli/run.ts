import type { ScoreDimension } from '#contract/results';
import type { SweepDeclaration, SweepReport, SweepState, SweepSummary } from '#contract/sweep';
import { CancelledError } from '#core/errors';
import { contentHash } from '#core/sweep/hash';
import { withAbsolutePath } from '#main/engine/with-absolute-path';
import type { CommandContext } from './context';
import { describeCurve, describeFit, describeGeneralization, describeTheory } from './describe';
import { namingSweepFile, readSweepFile } from './read-sweep-file';
import { RunsFailedError } from './runs-failed-error';
import type { Session } from './session';
import type { Terminal } from './terminal';

/** `gapscope run SWEEP.json` */
export async function run(
  path: string,
  options: { readonly resume?: boolean; readonly again?: boolean },
  { session, terminal }: CommandContext,
): Promise<void> {
  const declaration = await readSweepFile(path);
  const client = await session();
  const interrupted = options.resume === true ? await findInterrupted(client, declaration) : undefined;
  if (options.resume === true && interrupted === undefined)
    terminal.say('Nothing to resume: no unfinished sweep with these settings; starting it.');
  await follow({ client, terminal }, () =>
    interrupted === undefined
      ? client.ask('sweep.start', { declaration, again: options.again ?? false }).catch((error: unknown) => {
          throw namingSweepFile(path, error);
        })
      : client.ask('sweep.resume', { id: interrupted }),
  );
}

/** Starts a sweep and shows its progress until it ends, then its report. Ctrl+C cancels it. */
export async function follow(
  { client, terminal }: { readonly client: Session; readonly terminal: Terminal },
  start: () => Promise<SweepSummary>,
): Promise<void> {
  const changes = watch(client);
  client.on('notice', ({ message }) => {
    terminal.say(message);
  });
  let cancelled = false;
  const started = await start();
  const { id } = started;
  const ended = await client.cancellable(
    () =>
      changes.until(id, started, (summary, remaining) => {
        terminal.progress({ step: 'runs', current: summary.finished, total: summary.runs, remaining });
      }),
    () => {
      cancelled = true;
      void client.ask('sweep.cancel', { id });
    },
  );
  const report = await client.ask('history.show', { id });
  terminal.result(report, () => describeReport(report));
  if (cancelled && ended.state !== 'finished')
    throw new CancelledError('Cancelled; what was finished is stored, and --resume goes on.');
  if (ended.failed > 0) throw new RunsFailedError(await firstFailure(client, ended));
  if (ended.state !== 'finished')
    throw new RunsFailedError(
      `The sweep ${id} ended ${ended.state}; what was finished is stored, and --resume goes on.`,
    );
}

/** The newest sweep with equal settings that has not finished. */
async function findInterrupted(client: Session, declaration: SweepDeclaration): Promise<string | undefined> {
  const wanted = contentHash(withAbsolutePath(declaration));
  let after: string | null = null;
  for (;;) {
    const { sweeps }: { sweeps: SweepSummary[] } = await client.ask('history.list', {
      search: declaration.name,
      after,
      limit: 100,
    });
    for (const { id, state } of sweeps) {
      if (state === 'finished') continue;
      const { sweep } = await client.ask('history.show', { id });
      if (contentHash(sweep.declaration) === wanted) return id;
    }
    const last = sweeps.at(-1);
    if (last === undefined || sweeps.length < 100) return undefined;
    after = last.id;
  }
}

const ended = (state: SweepState): boolean => state !== 'queued' && state !== 'running';

/** Collects changes from now on, so that none is missed between the start and the waiting. */
function watch(client: Session) {
  const latest = new Map<string, SweepSummary>();
  let listener: ((summary: SweepSummary, remaining: number | null) => void) | undefined;
  client.on('sweep.changed', ({ remaining, ...summary }) => {
    latest.set(summary.id, summary);
    listener?.(summary, remaining);
  });
  return {
    until: (id: string, started: SweepSummary, show: (summary: SweepSummary, remaining: number | null) => void) =>
      new Promise<SweepSummary>((resolve) => {
        listener = (summary, remaining) => {
          if (summary.id !== id) return;
          show(summary, remaining);
          if (ended(summary.state)) resolve(summary);
        };
        listener(latest.get(id) ?? started, null);
      }),
  };
}

async function firstFailure(client: Session, { id, failed, runs }: SweepSummary): Promise<string> {
  const all = await client.ask('history.runs', { id });
  const error = all.find((one) => one.state === 'failed')?.error;
  return `${String(failed)} of ${String(runs)} runs failed${error ? `: ${error}` : '.'}`;
}

/** A sweep's curves, for people. */
export function describeReport({ sweep, curves }: SweepReport): string {
  const head = `${sweep.name} (${sweep.id}): ${sweep.state}, ${String(sweep.finished)} of ${String(sweep.runs)} runs, ${sweep.seconds.toFixed(1)} s`;
  const parts = curves.map(({ label, points, fit, fitProblem, generalization, prediction, test, hypotheses }) =>
    [
      '',
      label,
      describeCurve(points),
      describeFit(fit, fitProblem),
      describeGeneralization(fit, generalization),
      describeTheory(prediction, test),
      describeHypotheses(hypotheses),
    ]
      .filter((line, i) => i === 0 || line !== '')
      .join('\n'),
  );
  return [head, ...parts].join('\n');
}

function describeHypotheses(hypotheses: SweepReport['curves'][number]['hypotheses']): string {
  if (hypotheses === null) return '';
  const { verdict, detail, deadHypotheses, scoreDimensions, sizes } = hypotheses;
  const dead = deadHypotheses === null ? '' : `dead hypotheses, mean of a run: ${String(deadHypotheses)}`;
  const judged = verdict === 'not-applicable' ? dead : `hypotheses ${verdict}: ${detail}`;
  const measured = sizes.flatMap(({ n, scoreDimensions: [first] }) =>
    first === undefined ? [] : [`  n = ${String(n)}: ${describeScoreDimension(first)}`],
  );
  const head = `dimension by the learned score at noise ${String(scoreDimensions[0]?.noise)}:`;
  return [judged, ...(measured.length === 0 ? [] : [head, ...measured])].filter((line) => line !== '').join('\n');
}

function describeScoreDimension(found: ScoreDimension): string {
  const { flipd, flipdError, normalBundle, normalBundleError } = found;
  const rank =
    normalBundle === null || normalBundleError === null
      ? ''
      : `, normal bundle ${normalBundle.toFixed(2)} ± ${normalBundleError.toFixed(2)}`;
  return `FLIPD ${flipd.toFixed(2)} ± ${flipdError.toFixed(2)}${rank}`;
}
