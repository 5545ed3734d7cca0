import type { ExtensionKind, ExtensionSummary } from '#contract/registry';
import { estimatorRegistry } from '#core/dimension/registry';
import { groupRegistry } from '#core/groups/registry';
import type { Definition } from '#core/registry/definition';
import { describeParameters } from '#core/registry/parameters';
import { taskRegistry } from '#core/spaces/registry';
import { resolveTrainer, trainerRegistry } from '#core/trainers/registry';

/** What is registered of a kind, with all that a form needs to know of its parameters. */
export function listExtensions(kind: ExtensionKind, backends: readonly Definition[]): ExtensionSummary[] {
  const registered: Record<ExtensionKind, readonly Definition[]> = {
    tasks: taskRegistry.all,
    groups: groupRegistry.all,
    trainers: trainerRegistry.all,
    estimators: estimatorRegistry.all,
    backends,
  };
  return registered[kind].map(({ id, label, summary, parameters }) => ({
    id,
    label,
    summary,
    ...(kind === 'trainers' ? needsOf(id) : {}),
    parameters: describeParameters(parameters).map(({ options, ...rest }) => ({
      ...rest,
      ...(options === undefined ? {} : { options: [...options] }),
    })),
  }));
}

function needsOf(id: string): Pick<ExtensionSummary, 'needs'> {
  const { needs } = resolveTrainer(id).trainer;
  return needs === undefined ? {} : { needs };
}
