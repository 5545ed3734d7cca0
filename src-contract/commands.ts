import { z } from 'zod';
import { advice } from './advice';
import { dataRequest, dataSummary } from './data';
import { orbitDistances, runSpace } from './orbits';
import { doctorReport, extensionKind, extensionSummary } from './registry';
import { measurement, prediction } from './results';
import { columnSummary, runColumn, runFilter, runGroups, runKeys, runRows, runSort, savedView, tag } from './runs';
import {
  logEntry,
  runSeries,
  runSummary,
  sizes,
  sweepDeclaration,
  sweepPreview,
  sweepReport,
  sweepSummary,
} from './sweep';
import { recentWorkspace, workspaceReport } from './workspace';

/** One command: what the window asks and what the engine answers. */
interface Command<Request extends z.ZodType, Response extends z.ZodType> {
  readonly request: Request;
  readonly response: Response;
}

function command<Request extends z.ZodType, Response extends z.ZodType>(
  request: Request,
  response: Response,
): Command<Request, Response> {
  return { request, response };
}

const nothing = z.strictObject({});
const emptyFilter = { text: '', ranges: [], choices: [], tags: [] };
const done = z.object({ ok: z.literal(true) });
const file = z.object({ name: z.string(), mediaType: z.string(), text: z.string() });

/**
 * All that the window can ask of the engine. Long work takes a `job` id chosen by the caller: progress arrives as `job.progress` events and
 * `job.cancel` ends it (the command then fails with a cancelled error).
 */
export const commands = {
  'registry.list': command(z.strictObject({ kind: extensionKind }), z.array(extensionSummary)),
  doctor: command(nothing, doctorReport),
  'data.samples': command(
    nothing,
    z.array(z.object({ source: z.string(), label: z.string(), summary: z.string(), licence: z.string() })),
  ),
  'data.inspect': command(
    z.strictObject({ job: z.string(), data: dataRequest }),
    dataSummary.extend({
      /** How many different labels there are; null where the source has none. */
      classes: z.int().nullable(),
      suitableGroups: z.array(z.string()),
    }),
  ),
  /** Stores a file dropped into a browser in the workspace's data folder; answers the source to measure it by. */
  'data.upload': command(
    z.strictObject({ name: z.string().min(1).max(255), bytes: z.instanceof(Uint8Array) }),
    z.object({ source: z.string() }),
  ),
  predict: command(
    z.strictObject({
      task: z.string(),
      group: z.string().default('trivial'),
      /** What the trained model's gap is about where that is not the task itself: the outputs of a predictor, or those at one input. */
      trainer: z.string().optional(),
      sizes: z.array(z.int().min(1)).max(200).default([]),
    }),
    prediction,
  ),
  measure: command(
    z.strictObject({
      job: z.string(),
      data: dataRequest,
      group: z.string().default('trivial'),
      estimators: z.array(z.string()).default([]),
      /** Whether estimators also answer the dimensions at single points. */
      pointwise: z.boolean().default(false),
      /** Whether estimators use every point, however long that takes; else as many, chosen at random, as take seconds. */
      everyPoint: z.boolean().default(false),
      /** Whether Wasserstein distances between subsamples are measured too. */
      transport: z.boolean().default(false),
      /** Window of n for the fit; automatic when left out. */
      window: z.tuple([z.number(), z.number()]).optional(),
      backend: z.string().default('auto'),
    }),
    measurement,
  ),
  /** Which symmetries the data have, and how much data each saves. */
  advise: command(
    z.strictObject({
      job: z.string(),
      data: dataRequest,
      /** Candidates; those that suit the data's layout when left out. */
      groups: z.array(z.string()).min(1).max(50).optional(),
      /** The gap at which the data saved is forecast beside the present one; half of that when left out. */
      targetGap: z.number().positive().optional(),
      backend: z.string().default('auto'),
    }),
    advice,
  ),
  /** The space of a stored run: its training points, test points and outputs, as they were. */
  'orbits.show': command(z.strictObject({ job: z.string(), run: z.string() }), runSpace),
  /** How far the outputs lie from the orbits of the training points, under the curve's group or without. */
  'orbits.measure': command(
    z.strictObject({ job: z.string(), run: z.string(), under: z.enum(['group', 'identity']) }),
    orbitDistances,
  ),
  'job.cancel': command(z.strictObject({ job: z.string() }), done),
  'sweep.preview': command(z.strictObject({ declaration: sweepDeclaration }), sweepPreview),
  /** Plans, stores and starts a sweep; answers at once. Progress comes as `sweep.changed` and `run.changed`. */
  'sweep.start': command(
    z.strictObject({ declaration: sweepDeclaration, again: z.boolean().default(false) }),
    sweepSummary,
  ),
  /** Stops a sweep; its trainings keep their state, so that `sweep.resume` goes on from there. */
  'sweep.pause': command(z.strictObject({ id: z.string() }), sweepSummary),
  /** The same, where no more of it is wanted for now. */
  'sweep.cancel': command(z.strictObject({ id: z.string() }), sweepSummary),
  /** Goes on with a sweep that was stopped and retries its failed runs, or does the latter only. */
  'sweep.resume': command(
    z.strictObject({ id: z.string(), only: z.enum(['all', 'failed']).default('all') }),
    sweepSummary,
  ),
  /** Gives a sweep that has ended more sizes or replicates; what it has done is kept. */
  'sweep.extend': command(
    z.strictObject({
      id: z.string(),
      /** Added to those that it has. */
      sizes: sizes.optional(),
      /** In all. */
      replicates: z.int().min(1).max(10_000).optional(),
    }),
    sweepSummary,
  ),
  'history.list': command(
    z.strictObject({
      search: z.string().default(''),
      /** Return the sweeps after this one (keyset), newest first. */
      after: z.string().nullable().default(null),
      limit: z.int().min(1).max(1000).default(100),
    }),
    z.object({ sweeps: z.array(sweepSummary), total: z.int() }),
  ),
  'history.show': command(z.strictObject({ id: z.string() }), sweepReport),
  'history.runs': command(z.strictObject({ id: z.string() }), z.array(runSummary)),
  /** What the engine did with a sweep, oldest first. */
  'history.log': command(z.strictObject({ id: z.string() }), z.array(logEntry)),
  /** What was recorded over the training of some runs of a sweep, so far for those that are being trained. */
  'history.series': command(
    z.strictObject({ id: z.string(), runs: z.array(z.string()).max(10_000) }),
    z.array(runSeries),
  ),
  /** Hides a sweep; `history.restore` brings it back until the workspace is compacted. */
  'history.delete': command(z.strictObject({ id: z.string() }), done),
  'history.restore': command(z.strictObject({ id: z.string() }), done),
  'history.export': command(z.strictObject({ id: z.string(), format: z.enum(['csv', 'json', 'latex']) }), file),
  /** Puts a sweep that was exported as JSON in this workspace. */
  'history.import': command(z.strictObject({ text: z.string() }), sweepSummary),
  /** Packs sweeps with everything but checkpoints into one file: at a path, or to be sent where none is given. */
  'history.bundle': command(
    z.strictObject({
      job: z.string(),
      ids: z.array(z.string()).min(1).max(250),
      /** A whole path. */
      path: z.string().nullable().default(null),
      /** Whether another bundle at that path may be replaced; any other file never is. */
      replace: z.boolean().default(false),
    }),
    z.object({
      name: z.string(),
      path: z.string().nullable(),
      bytes: z.instanceof(Uint8Array).nullable(),
      size: z.number(),
    }),
  ),
  /** Puts the sweeps of a bundle in this workspace, from a path or as they were sent; those that it has already stay as they are. */
  'history.importBundle': command(
    z
      .strictObject({
        job: z.string(),
        path: z.string().optional(),
        bytes: z.instanceof(Uint8Array).optional(),
      })
      .refine(({ path, bytes }) => (path === undefined) !== (bytes === undefined), 'expected a path or bytes'),
    z.object({ imported: z.array(sweepSummary), known: z.array(sweepSummary) }),
  ),
  'history.check': command(nothing, z.object({ ok: z.boolean(), problems: z.array(z.string()) })),
  /** Which workspace is open, or will be when something is asked of it; it is not opened for this. */
  'workspace.current': command(nothing, workspaceReport.pick({ path: true, readOnly: true })),
  'workspace.describe': command(nothing, workspaceReport),
  /**
   * Opens another workspace in place of the present one, which is refused while a sweep runs. All windows hear of it by `workspace.changed`.
   * What is opened read-only, a bundle of sweeps always, is looked at in a copy: nothing is written to it. A bundle may be sent, too.
   */
  'workspace.open': command(
    z.strictObject({
      /** A whole path; a new workspace's ends in .gapscope. */
      path: z.string().min(1),
      /** Makes a new one where there is none; else it has to be there. */
      create: z.boolean().default(false),
      readOnly: z.boolean().default(false),
    }),
    workspaceReport,
  ),
  /** Workspaces that were opened before, the last one first. */
  'workspace.recent': command(nothing, z.array(recentWorkspace)),
  /** Takes one off that list. */
  'workspace.forget': command(z.strictObject({ path: z.string() }), done),
  /** Copies the workspace as it is now to a file, while work goes on. */
  'workspace.backup': command(
    z.strictObject({
      job: z.string(),
      /** A whole path that ends in .gapscope. */
      path: z.string().min(1),
      /** Whether another workspace's file at that path may be replaced; any other file never is. */
      replace: z.boolean().default(false),
    }),
    z.object({ path: z.string(), bytes: z.number() }),
  ),
  /** The same as a file to keep in a browser; refused for large workspaces. */
  'workspace.download': command(
    z.strictObject({ job: z.string() }),
    z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }),
  ),
  /** Removes the sweeps that are deleted, which cannot be undone, and gives their space back. Refused while a sweep runs. */
  'workspace.compact': command(
    nothing,
    z.object({ removedSweeps: z.int(), bytesBefore: z.number(), bytesAfter: z.number() }),
  ),
  /** A range of the table of all runs, with the columns that are asked for; `matching` counts what passes the filter, `total` all. */
  'runs.query': command(
    z.strictObject({
      filter: runFilter.default(emptyFilter),
      sort: runSort.default([]),
      columns: z.array(runColumn).max(200).default([]),
      from: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(100),
    }),
    runRows.extend({ matching: z.int(), total: z.int() }),
  ),
  /** All of the table's rows in order, by their keys. */
  'runs.order': command(
    z.strictObject({ filter: runFilter.default(emptyFilter), sort: runSort.default([]) }),
    z.object({ keys: runKeys }),
  ),
  /** These rows, in this order; those that are gone are missing. */
  'runs.rows': command(
    z.strictObject({
      keys: runKeys.refine((keys) => keys.length <= 10_000, 'at most 10,000 at once'),
      columns: z.array(runColumn).max(200),
    }),
    runRows,
  ),
  /** Which columns there are. */
  'runs.columns': command(nothing, z.array(columnSummary)),
  /** Means over the runs of each curve, or of each size of each curve. */
  'runs.groups': command(
    z.strictObject({
      filter: runFilter.default(emptyFilter),
      by: z.enum(['curve', 'size']),
      columns: z.array(runColumn).max(100),
    }),
    runGroups,
  ),
  /** The sweeps that these runs belong to, and how many runs each has in all. */
  'runs.sweeps': command(
    z.strictObject({ keys: runKeys }),
    z.array(z.object({ id: z.string(), name: z.string(), runs: z.int() })),
  ),
  /** Lines of CSV of these runs with every column that there is, headed by their names or going on from earlier lines. */
  'runs.csv': command(
    z.strictObject({
      keys: runKeys.refine((keys) => keys.length <= 10_000, 'at most 10,000 at once'),
      header: z.boolean(),
    }),
    z.object({ text: z.string() }),
  ),
  /** Puts a tag on runs, or takes it off; answers those that it has changed. */
  'runs.tag': command(z.strictObject({ keys: runKeys, tag, present: z.boolean() }), z.object({ changed: runKeys })),
  /** Replaces the note of a run, or removes it where the text is empty. */
  'runs.note': command(z.strictObject({ id: z.string(), text: z.string().max(100_000) }), done),
  /** Puts a tag on sweeps, or takes it off; answers those that it has changed. */
  'sweeps.tag': command(
    z.strictObject({ ids: z.array(z.string()), tag, present: z.boolean() }),
    z.object({ changed: z.array(z.string()) }),
  ),
  'sweeps.note': command(z.strictObject({ id: z.string(), text: z.string().max(100_000) }), done),
  /** Arrangements of tables that were given a name. */
  'views.list': command(nothing, z.array(savedView)),
  /** Stores a view, in place of the one with the same id. */
  'views.save': command(savedView.extend({ id: z.string().min(1).max(100), name: z.string().max(200) }), done),
  'views.delete': command(z.strictObject({ id: z.string() }), done),
  'presets.list': command(
    nothing,
    z.array(z.object({ id: z.string(), declaration: sweepDeclaration, summary: z.string() })),
  ),
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = z.input<Commands[Name]['request']>;
export type CheckedRequestOf<Name extends CommandName> = z.output<Commands[Name]['request']>;
export type ResponseOf<Name extends CommandName> = z.output<Commands[Name]['response']>;

/** What the engine must provide: one function a command. */
export type Handlers = {
  readonly [Name in CommandName]: (request: CheckedRequestOf<Name>) => Promise<ResponseOf<Name>>;
};
