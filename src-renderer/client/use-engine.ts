import { inject, type InjectionKey } from 'vue';
import type { EngineClient } from './engine-client';

export const engineKey: InjectionKey<EngineClient> = Symbol('engine');

/** The engine's client that the application was started with. */
export function useEngine(): EngineClient {
  const engine = inject(engineKey);
  if (engine === undefined) throw new Error('No engine was provided.');
  return engine;
}
