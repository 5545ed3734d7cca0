import { Command } from 'commander';
import { advise, type AdviseOptions } from './advise';
import type { CommandContext } from './context';
import { doctor } from './doctor';
import { fit, type FitCommandOptions } from './fit';
import {
  checkHistory,
  exportHistory,
  extendHistory,
  hideHistory,
  importHistory,
  listHistory,
  resumeHistory,
  showHistory,
} from './history';
import { list } from './list';
import { measure, type MeasureOptions } from './measure';
import { predict } from './predict';
import { run } from './run';
import type { GlobalOptions } from './terminal';
import { oneOf, positiveNumber, UsageError, wholeNumber } from './usage-error';

export interface ProgramActions {
  /** Runs a command with its context; the number it answers, if any, is the exit status. */
  act(options: GlobalOptions, command: (context: CommandContext) => Promise<unknown>): Promise<void>;
  serve(options: GlobalOptions, server: { port: number; host: string }): Promise<void>;
}

/** The command line: its commands, options and help. */
export function createProgram(version: string, actions: ProgramActions): Command {
  const program = new Command('gapscope')
    .description('Measures how much data a task needs and which symmetry a model should have.')
    .version(version)
    .exitOverride()
    .configureOutput({
      // One line, with the suggestion that may follow.
      outputError: (text, write) =>
        write(
          `${text
            .replace(/^error: /, 'gapscope: ')
            .trim()
            .replaceAll('\n', ' ')}\n`,
        ),
    })
    .showHelpAfterError(false);

  /** Adds the options that every command takes. */
  const command = (parent: Command, usage: string, summary: string): Command =>
    withGlobalOptions(parent.command(usage).description(summary));
  withGlobalOptions(program);
  // What stands before the command counts for it too.
  program.hook('preAction', (_, acting) => {
    for (const [name, value] of Object.entries(program.opts()))
      if (program.getOptionValueSource(name) === 'cli') acting.setOptionValue(name, value);
  });
  const act = (options: GlobalOptions, run: (context: CommandContext) => Promise<unknown>) => actions.act(options, run);

  command(program, 'list <kind>', 'what is registered: tasks, groups, trainers, estimators or backends').action(
    (kind: string, options: GlobalOptions) => act(options, (context) => list(kind, context)),
  );

  command(
    program,
    'predict <task>',
    'what the theory says of a task under a group: dimension, constants, conditions, gaps',
  )
    .option('--group <group>', 'the group, as in so2?frequencies=1,2', 'trivial')
    .option('--sizes <sizes>', 'training-set sizes to predict the gap for: 16,64,256 or 16:1024:7')
    .option('--trainer <trainer>', 'the algorithm whose gap is meant: of predictors, that of their outputs')
    .action((task: string, options: GlobalOptions & { group: string; sizes?: string; trainer?: string }) =>
      act(options, (context) => predict(task, options, context)),
    );

  withDataOptions(
    command(
      program,
      'measure <data>',
      'the gap curve of a data set without training, its fit, and other estimates of the dimension',
    ),
  )
    .option('--group <group>', 'the group, as in so2?frequencies=1,2', 'trivial')
    .option('--estimators <ids>', 'other estimators, separated by commas, or all')
    .option('--pointwise', 'also the dimensions that estimators find at single points')
    .option('--all-points', 'estimators use every point, however long that takes')
    .option('--w2', 'also the squared Wasserstein-2 distance between subsamples, beside the gap')
    .option('--from <n>', 'fit from this n', positiveNumber('--from'))
    .option('--to <n>', 'fit to this n', positiveNumber('--to'))
    .option('--target-gap <gap>', 'forecast how many points this gap takes', positiveNumber('--target-gap'))
    .option('--target-size <n>', 'forecast the gap at so many points', positiveNumber('--target-size'))
    .option('--backend <id>', 'what to compute on', 'auto')
    .action((data: string, options: GlobalOptions & MeasureOptions) =>
      act(options, (context) => measure(data, options, context)),
    );

  withDataOptions(
    command(program, 'advise <data>', 'which symmetries the data have, and how much data each of them saves'),
  )
    .option('--groups <groups>', 'candidates, separated by commas; those that suit the data when left out')
    .option(
      '--target-gap <gap>',
      'a gap to forecast the data saved at; half the present one when left out',
      positiveNumber('--target-gap'),
    )
    .option('--backend <id>', 'what to compute on', 'auto')
    .action((data: string, options: GlobalOptions & AdviseOptions) =>
      act(options, (context) => advise(data, options, context)),
    );

  command(
    program,
    'run <sweep>',
    'a sweep of training runs from a file, stored in the workspace, then its curves and fits',
  )
    .option('--resume', 'go on with the same sweep where it was interrupted')
    .option('--again', 'do runs anew that have been done before')
    .action((sweep: string, options: GlobalOptions & { resume?: boolean; again?: boolean }) =>
      act(options, (context) => run(sweep, options, context)),
    );

  command(
    program,
    'fit <curve>',
    'the fit of a curve measured elsewhere: a CSV file with n, gap and optionally standardError, replicate',
  )
    .option('--model <model>', 'power, power-floor, power-boundary, power-curvature or tied', 'power')
    .option('--constant <constant>', "the theory's constant, for the model tied", positiveNumber('--constant'))
    .option('--from <n>', 'fit from this n', positiveNumber('--from'))
    .option('--to <n>', 'fit to this n', positiveNumber('--to'))
    .option('--target-gap <gap>', 'forecast how many points this gap takes', positiveNumber('--target-gap'))
    .option('--target-size <n>', 'forecast the gap at so many points', positiveNumber('--target-size'))
    .action((curve: string, options: GlobalOptions & FitCommandOptions) =>
      act(options, (context) => fit(curve, options, context)),
    );

  addHistory(program.command('history').description('the stored sweeps'), command, act);

  command(program, 'serve', 'the full interface in a browser; prints a link that works once')
    .option('--port <port>', 'the port; a free one when left out', wholeNumber('--port', 0), 0)
    .option('--host <address>', 'the address to listen at', '127.0.0.1')
    .action((options: GlobalOptions & { port: number; host: string }) => actions.serve(options, options));

  command(program, 'doctor', 'what this machine can compute on, and what is missing').action((options: GlobalOptions) =>
    act(options, doctor),
  );

  for (const name of ['worker'])
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw new UsageError(
          `${name}: this version does not have this command yet; gapscope --help lists those that it has.`,
        );
      });
  return program;
}

/** Which rows of the data are taken, and how. */
function withDataOptions(command: Command): Command {
  return command
    .option('--rows <count>', 'rows to take, at random', wholeNumber('--rows', 2))
    .option('--labels-column <column>', 'a column, by name or number, that is not a coordinate')
    .option(
      '--scale <scale>',
      'none, or unit to map the values to [0, 1]',
      (text) => oneOf('--scale', ['none', 'unit'], text),
      'none',
    )
    .option('--shape <shape>', 'how a row is laid out, as in 28x28')
    .option('--seed <seed>', 'of all random choices', wholeNumber('--seed', 0), 1);
}

function withGlobalOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document and nothing else', false)
    .option('--quiet', 'no progress and no remarks on standard error', false)
    .option('--db <file>', "the workspace; in the user's data folder when left out");
}

type AddCommand = (parent: Command, usage: string, summary: string) => Command;

function addHistory(history: Command, command: AddCommand, act: ProgramActions['act']): void {
  command(history, 'list', 'the newest sweeps first')
    .option('--search <words>', 'only those whose name, task or settings hold this', '')
    .option('--after <id>', 'those after this one, for the next page')
    .option('--limit <count>', 'how many at most', wholeNumber('--limit', 1), 100)
    .action((options: GlobalOptions & { search: string; after?: string; limit: number }) =>
      act(options, (context) => listHistory(options, context)),
    );
  command(history, 'show <id>', 'the curves and fits of a sweep; with --json its runs too, with their losses').action(
    (id: string, options: GlobalOptions) => act(options, (context) => showHistory(id, context)),
  );
  command(history, 'resume <id>', 'goes on with a sweep that was stopped, and tries what has failed again')
    .option('--failed', 'only what has failed')
    .action((id: string, options: GlobalOptions & { failed?: boolean }) =>
      act(options, (context) => resumeHistory(id, options, context)),
    );
  command(history, 'extend <id>', 'more sizes or replicates for a sweep; what it has done is kept')
    .option('--sizes <sizes>', 'sizes to add: 2048,4096 or 2048:8192:3')
    .option('--replicates <count>', 'replicates in all', wholeNumber('--replicates', 1))
    .action((id: string, options: GlobalOptions & { sizes?: string; replicates?: number }) =>
      act(options, (context) => extendHistory(id, options, context)),
    );
  command(history, 'export <ids...>', 'a sweep as a file; several as one bundle')
    .option(
      '--format <format>',
      'csv: every run with its settings; latex: the fits; json, which import reads; bundle: with the stored points too',
      'json',
    )
    .option('--output <file>', 'where to write it; standard output when left out')
    .action((ids: string[], options: GlobalOptions & { format: string; output?: string }) =>
      act(options, (context) => exportHistory(ids, options, context)),
    );
  command(history, 'import <file>', 'a sweep exported as JSON, or a bundle of sweeps').action(
    (file: string, options: GlobalOptions) => act(options, (context) => importHistory(file, context)),
  );
  for (const name of ['delete', 'restore'] as const)
    command(history, `${name} <id>`, name === 'delete' ? 'hides a sweep' : 'brings a deleted sweep back').action(
      (id: string, options: GlobalOptions) => act(options, (context) => hideHistory(`history.${name}`, id, context)),
    );
  command(history, 'check', 'verifies the workspace').action((options: GlobalOptions) =>
    act(options, async (context) => ((await checkHistory(context)) ? 0 : 1)),
  );
}
