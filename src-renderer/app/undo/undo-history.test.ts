import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createUndoHistory, type UndoStep } from './undo-history';

/** A number that is changed, each change with its way back. */
function changing() {
  const history = createUndoHistory();
  let value = 0;
  return {
    history,
    value: () => value,
    set(next: number) {
      const before = value;
      value = next;
      history.push({ what: 'change', undo: () => void (value = before), redo: () => void (value = next) });
    },
  };
}

describe('createUndoHistory', () => {
  it('goes back and forth through any changes as a list of values with a place in it does', async () => {
    const act = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map((set) => ({ set })),
      fc.constantFrom('undo' as const, 'redo' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { history, value, set } = changing();
        let values = [0];
        let at = 0;
        for (const one of acts) {
          if (one === 'undo') {
            await history.undo();
            at = Math.max(0, at - 1);
          } else if (one === 'redo') {
            await history.redo();
            at = Math.min(values.length - 1, at + 1);
          } else {
            set(one.set);
            values = [...values.slice(0, ++at), one.set];
          }
          expect(value()).toBe(values[at]);
          expect(history.next.value !== undefined).toBe(at > 0);
          expect(history.again.value !== undefined).toBe(at < values.length - 1);
        }
      }),
    );
  });

  it('takes back one step of several, once, and offers no way forth where there is none', async () => {
    const history = createUndoHistory();
    const [first, second] = [vi.fn(), vi.fn()];
    const step: UndoStep = { what: 'deletion', undo: first };
    history.push(step);
    history.push({ what: 'other', undo: second });
    await history.takeBack(step);
    await history.takeBack(step);
    expect(first).toHaveBeenCalledOnce();
    expect(second).not.toHaveBeenCalled();
    expect(history.again.value).toBeUndefined();
    expect(history.next.value?.what).toBe('other');
  });

  it('forgets the oldest beyond its limit', async () => {
    const history = createUndoHistory(3);
    const undone: number[] = [];
    for (const index of [1, 2, 3, 4, 5]) history.push({ what: 'x', undo: () => void undone.push(index) });
    for (let press = 0; press < 5; press++) await history.undo();
    expect(undone).toEqual([5, 4, 3]);
  });
});
