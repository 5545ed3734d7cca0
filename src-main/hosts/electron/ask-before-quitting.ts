import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { TrainingSweep, TrainingSweeps } from '#contract/training';
import type { QuitChoice } from './quit-guard';

const choices: readonly (readonly [QuitChoice, string])[] = [
  ['background', 'Keep training in the background'],
  ['pause', 'Pause and quit'],
  ['stay', 'Cancel'],
];

/** Asks what is to become of the sweeps that are being run; closing the dialog is the same as cancelling. */
export async function askBeforeQuitting(sweeps: TrainingSweeps): Promise<QuitChoice> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options: MessageBoxOptions = {
    type: 'question',
    title: 'Gapscope',
    message: sweeps.size === 1 ? 'A sweep is still being run.' : `${sweeps.size} sweeps are still being run.`,
    detail: `${[...sweeps.values()].map(lineOf).join('\n')}\n\n${explanation}`,
    buttons: choices.map(([, label]) => label),
    defaultId: choices.findIndex(([choice]) => choice === 'pause'),
    cancelId: choices.findIndex(([choice]) => choice === 'stay'),
    noLink: true,
  };
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return choices[response]?.[0] ?? 'stay';
}

const explanation =
  'In the background it goes on without a window, and Gapscope quits at its end; start Gapscope again to see it meanwhile. A sweep that is paused keeps its checkpoints and can be resumed.';

function lineOf({ summary, remaining }: TrainingSweep): string {
  const left = remaining === null ? '' : `, about ${minutes(remaining)} left`;
  return `‘${summary.name}’: ${summary.finished} of ${summary.runs} runs${left}`;
}

function minutes(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
