import { ExpectedError } from '../errors';
import type { Definition } from './definition';

/** The extensions of one kind, by id. */
export interface Registry<Entry> {
  readonly kind: string;
  readonly all: readonly Entry[];
  /** Throws an ExpectedError('unknown-id') that lists the known ids. */
  get(id: string): Entry;
}

/** Ids of extensions that were once released and are gone: never to be used for another thing. */
const retired: readonly string[] = [];

/**
 * A registry of the definitions listed in an `index.gen.ts`.
 * @param kind - for error messages: 'task', 'group', …
 */
export function createRegistry<Entry extends Pick<Definition, 'id'>>(
  kind: string,
  definitions: readonly Entry[],
): Registry<Entry> {
  const byId = new Map<string, Entry>();
  for (const definition of definitions) {
    if (byId.has(definition.id)) throw new Error(`Two definitions of the ${kind} '${definition.id}'.`);
    if (retired.includes(definition.id)) throw new Error(`The id '${definition.id}' is retired.`);
    byId.set(definition.id, definition);
  }
  return {
    kind,
    all: definitions,
    get(id) {
      const found = byId.get(id);
      if (found === undefined)
        throw new ExpectedError(
          'unknown-id',
          `Unknown ${kind} '${id}'; expected one of ${[...byId.keys()].join(', ')}.`,
        );
      return found;
    },
  };
}
