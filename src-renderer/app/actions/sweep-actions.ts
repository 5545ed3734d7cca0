import type { SweepSummary } from '#contract/sweep';
import type { Action } from './action';
import type { ActionContext } from './action-context';
import { handlerOf } from './action-handlers';

const resumable: readonly SweepSummary['state'][] = ['paused', 'cancelled', 'interrupted', 'failed'];

/** The Sweep menu: the long work, whichever view shows it. */
export function sweepActions({ engine, training, shell, notifications }: ActionContext): Action[] {
  const common = { menu: 'sweep', section: 1 } as const;
  const starting = handlerOf('sweep.start');
  const { running, ended } = training;
  const stopped = ended !== null && resumable.includes(ended.state) ? ended : undefined;
  const names = running.map(({ summary }) => `‘${summary.name}’`).join(', ');
  const named = (verb: string, what: string): string => (what === '' ? `${verb} sweep` : `${verb} ${what}`);
  const all = async (how: 'pause' | 'cancel'): Promise<void> => {
    await Promise.all(running.map(({ summary: { id } }) => engine.call(`sweep.${how}`, { id })));
  };
  return [
    {
      ...{ id: 'sweep.start', menu: 'sweep', section: 0, accelerator: 'CmdOrCtrl+Enter' },
      title: starting?.title?.() ?? 'Start sweep',
      enabled: starting?.enabled() ?? false,
      run: () => starting?.run(),
    },
    {
      ...common,
      ...{ id: 'sweep.pause', title: named('Pause', names), accelerator: 'CmdOrCtrl+Shift+H' },
      enabled: running.length > 0,
      run: () => all('pause'),
    },
    {
      ...common,
      ...{ id: 'sweep.resume', accelerator: 'CmdOrCtrl+Shift+G' },
      title: named('Resume', stopped === undefined ? '' : `‘${stopped.name}’`),
      enabled: stopped !== undefined,
      run: async () => {
        if (stopped !== undefined) await engine.call('sweep.resume', { id: stopped.id });
      },
    },
    {
      ...common,
      ...{ id: 'sweep.cancel', title: named('Cancel', names), accelerator: 'CmdOrCtrl+.' },
      enabled: running.length > 0,
      run: () => all('cancel'),
    },
    // The desktop tells of it unasked.
    ...(shell === undefined && 'Notification' in window && notifications.value === 'prompt'
      ? [
          {
            ...({ id: 'sweep.notify', menu: 'sweep', section: 2, title: 'Notify me when a sweep ends' } as const),
            enabled: true,
            run: async () => void (await Notification.requestPermission()),
          },
        ]
      : []),
  ];
}
