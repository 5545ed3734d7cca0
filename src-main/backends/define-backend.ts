import type { z } from 'zod';
import type { Definition } from '#core/registry/definition';

/** Whether a backend can be used on this machine; the reason is one sentence for the user. */
export type Availability = { readonly available: true } | { readonly available: false; readonly reason: string };

/** One way of computing with tensors. */
export interface BackendDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Where several work, the one with the highest number is used. */
  readonly priority: number;
  /** Used only where it is named: never chosen by itself. */
  readonly experimental?: boolean;
  /** The name under which TensorFlow.js knows it once it is loaded. */
  readonly tensorflowName: string;
  /** Registers it with TensorFlow.js, unless that has been done. Only an unforeseen failure is thrown. */
  load(): Promise<Availability>;
}

/** Declares a backend; one file a backend. */
export function defineBackend<Schema extends z.ZodObject>(
  definition: BackendDefinition<Schema>,
): BackendDefinition<Schema> {
  return definition;
}
