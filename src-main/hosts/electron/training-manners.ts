import { BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { SweepSummary } from '#contract/sweep';
import { shareDone, type TrainingSweeps } from '#contract/training';

/** Ends that the user waits for; the others are his own doing. */
const awaitedEnds: readonly SweepSummary['state'][] = ['finished', 'failed'];

/** What the desktop shows and does while sweeps are being run: progress in the taskbar, no sleep, a word at the end. */
export class TrainingManners {
  #blocker: number | undefined;

  /** @param show - opens a sweep in the window, at a click on the word of its end */
  constructor(private readonly show: (id: string) => void) {}

  changed(sweeps: TrainingSweeps): void {
    const share = shareDone(sweeps);
    // A bar that is not there is −1.
    for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(share ?? -1);
    if (sweeps.size > 0) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }

  ended({ id, name, state, finished, runs, failed }: SweepSummary): void {
    const looked = BrowserWindow.getFocusedWindow() !== null;
    if (looked || !awaitedEnds.includes(state) || !Notification.isSupported()) return;
    const body = `${finished} of ${runs} runs${failed > 0 ? `, ${failed} failed` : ''}`;
    const notification = new Notification({ title: `‘${name}’ ${state}`, body });
    notification.on('click', () => this.show(id));
    notification.show();
  }
}
