import { SingleBar } from 'cli-progress';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly db: string | undefined;
}

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  /** The one JSON document, or the text for people. */
  result(value: unknown, text: () => string): void;
  /** A line for people; nothing with --quiet. */
  say(line: string): void;
  /** A line that must be seen, with --quiet too. */
  warn(line: string): void;
  /** A bar on a terminal; nothing elsewhere. */
  progress(state: { step: string; current: number; total: number; remaining: number | null }): void;
  /** A word beside the bar, until the bar ends. */
  aside(words: string): void;
  endProgress(): void;
}

/** A terminal on the streams of this process. */
export function openTerminal(options: Pick<GlobalOptions, 'json' | 'quiet'>): Terminal {
  const showsBar = !options.quiet && process.stderr.isTTY;
  let bar: SingleBar | undefined;
  let beside = '';
  const endProgress = (): void => {
    bar?.stop();
    bar = undefined;
    beside = '';
  };
  return {
    result(value, text) {
      endProgress();
      process.stdout.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
    },
    say(line) {
      endProgress();
      if (!options.quiet) process.stderr.write(`${line}\n`);
    },
    warn(line) {
      endProgress();
      process.stderr.write(`${line}\n`);
    },
    progress({ step, current, total, remaining }) {
      if (!showsBar) return;
      if (bar === undefined) {
        bar = new SingleBar({
          format: '{bar} {percentage} % {step} {left}{beside}',
          stream: process.stderr,
          clearOnComplete: true,
          hideCursor: true,
        });
        bar.start(total, current, { step, left: '', beside });
      }
      bar.setTotal(Math.max(1, total));
      bar.update(current, { step, beside, left: remaining === null ? '' : `${duration(remaining)} left` });
    },
    aside: (words) => void (beside = words),
    endProgress,
  };
}

function duration(seconds: number): string {
  if (seconds < 90) return `${String(Math.ceil(seconds))} s`;
  return seconds < 5400 ? `${String(Math.round(seconds / 60))} min` : `${(seconds / 3600).toFixed(1)} h`;
}
