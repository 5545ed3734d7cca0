import { onScopeDispose, shallowReactive } from 'vue';

/** What a view does where an action is left to the view that is shown. */
export interface ActionHandler {
  /** What it does here, where that can be said better than by the action's own title. */
  title?(): string;
  enabled(): boolean;
  run(): void | Promise<void>;
}

const handlers = shallowReactive(new Map<string, readonly ActionHandler[]>());

/** Does the action with this id for as long as the component or store lives; whoever came last does it. */
export function useActionHandler(id: string, handler: ActionHandler): void {
  handlers.set(id, [...(handlers.get(id) ?? []), handler]);
  onScopeDispose(() => {
    handlers.set(
      id,
      (handlers.get(id) ?? []).filter((one) => one !== handler),
    );
  });
}

/** Whoever does the action now. */
export function handlerOf(id: string): ActionHandler | undefined {
  return handlers.get(id)?.at(-1);
}
