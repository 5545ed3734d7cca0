import type { SweepDeclaration } from '#contract/sweep';
import { ExpectedError } from '#core/errors';
import { groupRegistry, resolveGroup } from '#core/groups/registry';
import { formatReference, resolveReference } from '#core/registry/reference';
import type { Layout } from '#core/spaces/layout';
import { taskRegistry } from '#core/spaces/registry';
import { checkEnoughPoints } from '#core/sweep/draws';
import { canonicalJson, type Hashable } from '#core/sweep/hash';
import { planSweep as planOf, type NamedExtension, type NamedTrainer, type SweepPlan } from '#core/sweep/plan';
import { imagesOf } from '#core/trainers/images-of';
import { pairsOf } from '#core/trainers/pairs-of';
import { resolveTrainer, trainerRegistry } from '#core/trainers/registry';
import type { Work } from '#core/work';
import { checkMemory } from './check-memory';
import { inField, inFieldLater } from './in-field';
import type { JobPorts } from './job-ports';
import { dataTaskOf } from './data-task';
import { openTask, type OpenTask } from './open-task';

/** A sweep's plan, after everything that it names was found and fits together. */
export async function planSweep(declaration: SweepDeclaration, ports: JobPorts, work: Work): Promise<SweepPlan> {
  const { groups, trainers, testPoints, samples, backend } = declaration;
  inField('backend', () => ports.checkBackend(backend));
  const task = await inFieldLater('task', () => openTask(declaration.task, ports, work));
  const space = task.fresh();
  const context = { ambientDimension: space.ambientDimension, layout: space.layout };
  const place = (list: string, references: readonly string[], reference: string): string =>
    `${list}.${String(references.indexOf(reference))}`;
  // What 'auto' means here and now is part of what determines a run.
  const { id: resolved } = await inFieldLater('backend', () => ports.activateBackend(backend));
  const settings = { ...declaration, backend: resolved };
  // Where each trainer stands in the declaration: a plan names it in canonical form.
  const places = new Map<string, string>();
  const plan = planOf(settings, {
    task: (reference) => nameTask(reference, task),
    group: (reference) =>
      inField(place('groups', groups, reference), () => {
        resolveGroup(reference, context);
        return nameExtension(resolveReference(groupRegistry, reference));
      }),
    trainer(reference) {
      const where = place('trainers', trainers, reference);
      const named = inField(where, () => nameTrainer(reference, samples, space.layout));
      places.set(named.reference, where);
      return named;
    },
  });
  for (const { group, trainer } of plan.curves)
    inField(places.get(trainer.reference) ?? 'trainers', () =>
      resolveTrainer(trainer.reference).trainer.checkGroup?.(resolveGroup(group.reference, context).group),
    );
  const largest = Math.max(...plan.sizes);
  checkMemory('sizes', largest, space.ambientDimension);
  checkMemory('testPoints', testPoints, space.ambientDimension);
  checkMemory('samples', samples, space.ambientDimension);
  inField('testPoints', () => checkEnoughPoints(task.available, largest, testPoints));
  return plan;
}

/** A data set is named by its content, so that a changed file is another task. */
function nameTask(reference: string, task: OpenTask): NamedExtension {
  if (dataTaskOf(reference) === undefined) return nameExtension(resolveReference(taskRegistry, reference));
  return { reference, canonical: task.canonical ?? '' };
}

function nameTrainer(reference: string, samples: number, layout: Layout): NamedTrainer {
  const { generator, needs, replicas = false } = resolveTrainer(reference).trainer;
  if (needs === 'images') imagesOf(reference, layout);
  else if (needs !== undefined) pairsOf(reference, needs, layout);
  if (generator && samples === 0)
    throw new ExpectedError(
      'invalid-input',
      `'${reference}' is known by its samples, and samples is 0; expected at least 1.`,
    );
  return { ...nameExtension(resolveReference(trainerRegistry, reference)), replicas };
}

function nameExtension({
  definition,
  parameters,
  reference,
}: {
  definition: { id: string };
  parameters: unknown;
  reference: Parameters<typeof formatReference>[0];
}): NamedExtension {
  // Through JSON, so that parameters chosen from the data and left out are the same as undefined ones.
  const plain: Hashable = JSON.parse(JSON.stringify(parameters)) as Hashable;
  return { reference: formatReference(reference), canonical: canonicalJson([definition.id, plain]) };
}
