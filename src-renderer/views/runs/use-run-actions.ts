import { useMessage } from 'naive-ui';
import { useEngine } from '../../client/use-engine';
import { errorLine } from '../../client/errors';
import { useUndoMessage } from '../../composables/use-undo-message';
import { formatCount } from '../../formatting/number';
import type { RunRow } from './use-run-rows';

/** A sweep of selected runs, with the number of all its runs. */
interface SelectedSweep {
  readonly id: string;
  readonly name: string;
  readonly runs: number;
}

const plural = (count: number, what: string): string => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

/**
 * What is done to runs and their sweeps, each with its undo.
 * @param changed - called with the keys of rows that must be read anew; with none where all may have changed
 */
export function useRunActions(changed: (keys?: readonly number[]) => Promise<void> | void) {
  const engine = useEngine();
  const messages = useMessage();
  const undoable = useUndoMessage();

  async function attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      messages.error(errorLine(error) ?? 'Cancelled.');
    }
  }

  function tagRuns(keys: Int32Array<ArrayBuffer>, tag: string, present: boolean): Promise<void> {
    return attempt(async () => {
      const { changed: done } = await engine.call('runs.tag', { keys, tag, present });
      await changed([...done]);
      const undo = async (): Promise<void> => {
        await engine.call('runs.tag', { keys: done, tag, present: !present });
        await changed([...done]);
      };
      const what = present ? `‘${tag}’ is on` : `‘${tag}’ is taken off`;
      undoable(`${what} ${plural(done.length, 'run')}.`, () => void attempt(undo));
    });
  }

  function tagSweeps(ids: readonly string[], tag: string, present: boolean): Promise<void> {
    return attempt(async () => {
      const { changed: done } = await engine.call('sweeps.tag', { ids: [...ids], tag, present });
      await changed();
      const undo = async (): Promise<void> => {
        await engine.call('sweeps.tag', { ids: done, tag, present: !present });
        await changed();
      };
      const what = present ? `‘${tag}’ is on` : `‘${tag}’ is taken off`;
      undoable(`${what} ${plural(done.length, 'sweep')}.`, () => void attempt(undo));
    });
  }

  /** Replaces what stands in an editable cell. */
  function edit(row: RunRow, column: string, text: string): Promise<void> {
    const before = String(row.cells[column] ?? '');
    if (text.trim() === before) return Promise.resolve();
    const write = (now: string, then: string): Promise<void> => writeCell(row, column, now, then);
    return attempt(async () => {
      await write(text.trim(), before);
      undoable('The cell is changed.', () => void attempt(() => write(before, text.trim())));
    });
  }

  async function writeCell(row: RunRow, column: string, text: string, before: string): Promise<void> {
    const ofSweep = column.startsWith('sweep');
    if (column === 'note') await engine.call('runs.note', { id: row.id, text });
    else if (column === 'sweepNote') await engine.call('sweeps.note', { id: row.sweep, text });
    else {
      const [now, then] = [tagsOf(text), tagsOf(before)];
      for (const tag of new Set([...now, ...then])) {
        const present = now.includes(tag);
        if (present === then.includes(tag)) continue;
        if (ofSweep) await engine.call('sweeps.tag', { ids: [row.sweep], tag, present });
        else await engine.call('runs.tag', { keys: Int32Array.of(row.key), tag, present });
      }
    }
    await changed(ofSweep ? undefined : [row.key]);
  }

  function sweepsOf(keys: Int32Array<ArrayBuffer>): Promise<SelectedSweep[]> {
    return engine.call('runs.sweeps', { keys });
  }

  /** Runs are deleted with their sweep. Where one cannot be, those before it are, and can be brought back. */
  function deleteSweeps(keys: Int32Array<ArrayBuffer>): Promise<void> {
    return attempt(async () => {
      const deleted: SelectedSweep[] = [];
      try {
        for (const sweep of await sweepsOf(keys)) {
          await engine.call('history.delete', { id: sweep.id });
          deleted.push(sweep);
        }
      } finally {
        await toldDeleted(deleted);
      }
    });
  }

  async function toldDeleted(sweeps: readonly SelectedSweep[]): Promise<void> {
    const [first] = sweeps;
    if (first === undefined) return;
    await changed();
    const restore = async (): Promise<void> => {
      for (const { id } of sweeps) await engine.call('history.restore', { id });
      await changed();
    };
    const runs = sweeps.reduce((sum, sweep) => sum + sweep.runs, 0);
    const what = sweeps.length === 1 ? `‘${first.name}’ and its` : `${plural(sweeps.length, 'sweep')} and their`;
    undoable(`${what} ${plural(runs, 'run')} are deleted.`, () => void attempt(restore));
  }

  return { tagRuns, tagSweeps, edit, sweepsOf, deleteSweeps, attempt };
}

/** The tags in a text with commas between them. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
