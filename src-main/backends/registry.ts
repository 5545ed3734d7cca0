import { createRegistry } from '#core/registry/registry';
import type { BackendDefinition } from './define-backend';
import { definitions } from './index.gen';

const all: readonly BackendDefinition[] = [...definitions].sort((a, b) => b.priority - a.priority);

/** The backends, the fastest first. */
export const backends = createRegistry('backend', all);
