import { computed, shallowRef, type ComputedRef } from 'vue';

/** Something that was done and can be taken back. */
export interface UndoStep {
  /** What was done, after the word ‘Undo’: `change of the sweep`. */
  readonly what: string;
  undo(): void | Promise<void>;
  /** Left out where it cannot be done again by itself. */
  redo?(): void | Promise<void>;
}

/** What was done last comes back first. */
export interface UndoHistory {
  /** What would be undone and done again now; undefined where there is nothing. */
  readonly next: ComputedRef<UndoStep | undefined>;
  readonly again: ComputedRef<UndoStep | undefined>;
  /** Something was done: what was undone before it can no longer be done again. */
  push(step: UndoStep): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** There is nothing to undo of a step after all. */
  forget(step: UndoStep): void;
  /** Takes back one step, wherever it stands; nothing where that has been done. */
  takeBack(step: UndoStep): Promise<void>;
}

/** @param limit - steps that are remembered */
export function createUndoHistory(limit = 200): UndoHistory {
  const past = shallowRef<readonly UndoStep[]>([]);
  const future = shallowRef<readonly UndoStep[]>([]);

  async function takeBack(step: UndoStep): Promise<void> {
    if (!past.value.includes(step)) return;
    past.value = past.value.filter((one) => one !== step);
    if (step.redo !== undefined) future.value = [...future.value, step];
    await step.undo();
  }

  const next = computed(() => past.value.at(-1));
  const again = computed(() => future.value.at(-1));
  return {
    next,
    again,
    push(step) {
      past.value = [...past.value, step].slice(-limit);
      future.value = [];
    },
    async undo() {
      if (next.value !== undefined) await takeBack(next.value);
    },
    async redo() {
      const step = again.value;
      if (step === undefined) return;
      future.value = future.value.slice(0, -1);
      past.value = [...past.value, step];
      await step.redo?.();
    },
    forget(step) {
      past.value = past.value.filter((one) => one !== step);
    },
    takeBack,
  };
}
