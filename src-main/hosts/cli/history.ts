import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SweepSummary } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import type { CommandContext } from './context';
import { describeCost } from './describe-cost';
import { describeReport, follow } from './run';
import { parseSizes } from './sizes';
import { table } from './table';
import { oneOf, UsageError } from './usage-error';

/** `gapscope history list` */
export async function listHistory(
  options: { readonly search: string; readonly after?: string; readonly limit: number },
  { session, terminal }: CommandContext,
): Promise<void> {
  const { search, after = null, limit } = options;
  const page = await (await session()).ask('history.list', { search, after, limit });
  terminal.result(page, () =>
    page.sweeps.length === 0
      ? 'There are no sweeps.'
      : table(
          ['id', 'created', 'name', 'task', 'state', 'runs', 'finished', 'failed'],
          page.sweeps.map(({ id, created, name, task, state, runs, finished, failed }) => [
            ...[id, created.slice(0, 16).replace('T', ' '), name, task, state],
            ...[runs, finished, failed],
          ]),
        ),
  );
}

/** `gapscope history show ID` */
export async function showHistory(id: string, { session, terminal }: CommandContext): Promise<void> {
  const client = await session();
  const report = await client.ask('history.show', { id });
  const runs = await client.ask('history.runs', { id });
  const series = await client.ask('history.series', { id, runs: runs.map((run) => run.id) });
  const detailed = runs.map((run) => ({
    ...run,
    series: series.filter((one) => one.id === run.id).map(({ name, steps, values }) => ({ name, steps, values })),
  }));
  terminal.result({ ...report, runs: detailed }, () => [describeReport(report), ...describeCost(runs)].join('\n\n'));
}

/** `gapscope history resume ID` */
export async function resumeHistory(
  id: string,
  { failed = false }: { readonly failed?: boolean },
  { session, terminal }: CommandContext,
): Promise<void> {
  const client = await session();
  await follow({ client, terminal }, () => client.ask('sweep.resume', { id, only: failed ? 'failed' : 'all' }));
}

/** `gapscope history extend ID` */
export async function extendHistory(
  id: string,
  { sizes, replicates }: { readonly sizes?: string; readonly replicates?: number },
  { session, terminal }: CommandContext,
): Promise<void> {
  if (sizes === undefined && replicates === undefined)
    throw new UsageError('history extend: expected --sizes, --replicates or both.');
  const more = {
    ...(sizes === undefined ? {} : { sizes: [...parseSizes(sizes)] }),
    ...(replicates === undefined ? {} : { replicates }),
  };
  const client = await session();
  await follow({ client, terminal }, () => client.ask('sweep.extend', { id, ...more }));
}

/** `gapscope history export ID` */
export async function exportHistory(
  ids: readonly string[],
  options: { readonly format: string; readonly output?: string },
  { options: { json }, session, terminal }: CommandContext,
): Promise<void> {
  const format = oneOf('--format', ['csv', 'json', 'latex', 'bundle'], options.format);
  const { output } = options;
  if (format === 'bundle') {
    if (output === undefined) throw new UsageError('history export --format bundle: expected --output FILE.');
    await exportBundle(ids, output, { session, terminal });
    return;
  }
  const [id = '', another] = ids;
  if (another !== undefined)
    throw new UsageError(`history export --format ${format}: expected one sweep; a bundle holds several.`);
  const file = await (await session()).ask('history.export', { id, format });
  if (output === undefined) {
    // The file itself is the result; with --json it has to be a document.
    if (json && format !== 'json') terminal.result(file, () => file.text);
    else process.stdout.write(file.text);
    return;
  }
  await writeFile(output, file.text).catch((error: unknown) => {
    throw new UsageError(`${output}: cannot be written (${error instanceof Error ? error.message : String(error)}).`);
  });
  terminal.result({ path: output, mediaType: file.mediaType, bytes: Buffer.byteLength(file.text) }, () => output);
}

async function exportBundle(
  ids: readonly string[],
  output: string,
  { session, terminal }: Pick<CommandContext, 'session' | 'terminal'>,
): Promise<void> {
  const client = await session();
  const { size } = await client.askLong('history.bundle', (job) => ({
    job,
    ids: [...ids],
    path: resolve(output),
    replace: true,
  }));
  terminal.result({ path: output, mediaType: 'application/zip', bytes: size }, () => output);
}

/** `gapscope history import FILE`: a sweep exported as JSON, or a bundle of sweeps. */
export async function importHistory(path: string, { session, terminal }: CommandContext): Promise<void> {
  const { bundles } = await import('../../files/bundles');
  if (!(await bundles.isBundle(path))) {
    const text = await readFile(path, 'utf8').catch(() => {
      throw new UsageError(`${path}: there is no such file, or it may not be read.`);
    });
    const summary = await (await session()).ask('history.import', { text });
    terminal.result(summary, () => describeImported(summary));
    return;
  }
  const { imported, known } = await (
    await session()
  ).askLong('history.importBundle', (job) => ({ job, path: resolve(path) }));
  const [first] = imported;
  if (first === undefined)
    throw new ExpectedError(
      'invalid-input',
      `${path}: ${known.length === 1 ? `the sweep '${known[0]?.id ?? ''}' is` : 'all its sweeps are'} already in this workspace.`,
    );
  terminal.result({ ...first, sweeps: imported, known }, () =>
    [
      ...imported.map(describeImported),
      ...known.map(({ id, name }) => `${id}: ${name} is already in this workspace`),
    ].join('\n'),
  );
}

function describeImported({ id, name, finished, runs }: SweepSummary): string {
  return `${id}: ${name}, ${String(finished)} of ${String(runs)} runs`;
}

/** `gapscope history delete ID` and `restore ID` */
export async function hideHistory(
  command: 'history.delete' | 'history.restore',
  id: string,
  { session, terminal }: CommandContext,
): Promise<void> {
  const done = await (await session()).ask(command, { id });
  terminal.result(
    done,
    () => `${id}: ${command === 'history.delete' ? `deleted; history restore ${id} brings it back` : 'restored'}`,
  );
}

/** `gapscope history check`; answers whether the workspace is sound. */
export async function checkHistory({ session, terminal }: CommandContext): Promise<boolean> {
  const outcome = await (await session()).ask('history.check', {});
  terminal.result(outcome, () => (outcome.ok ? 'The workspace is sound.' : outcome.problems.join('\n')));
  return outcome.ok;
}
