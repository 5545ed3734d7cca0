import { inject, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import type { Action } from './action';

/** All that can be done in the window, and the dialogs that list it. */
export interface Actions {
  readonly all: ComputedRef<readonly Action[]>;
  /** Whether a command key is an Apple keyboard's. */
  readonly apple: boolean;
  readonly dialogs: { readonly palette: Ref<boolean>; readonly shortcuts: Ref<boolean> };
  run(action: Action): Promise<void>;
}

export const actionsKey: InjectionKey<Actions> = Symbol('actions');

/** The actions of the window that the component is in. */
export function useActions(): Actions {
  const actions = inject(actionsKey);
  if (actions === undefined) throw new Error('No actions were provided.');
  return actions;
}
