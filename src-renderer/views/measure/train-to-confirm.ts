import type { ResponseOf } from '#contract/commands';
import { sweepDeclaration, type SweepDeclaration } from '#contract/sweep';
import { formatReference } from '#core/registry/reference';
import type { DataForm } from './data-form';

type Facts = Pick<ResponseOf<'data.inspect'>, 'layout' | 'available' | 'classes'>;

/** Networks are trained on so many points at most, to begin with: minutes, not hours. */
const largest = 256;
const smallest = 16;

/** A sweep that trains models on the data that were measured, under the same groups: what the curve foretells is to be confirmed. */
export function trainToConfirm(form: DataForm, facts: Facts, groups: readonly string[]): SweepDeclaration {
  const labels = form.kind !== 'task' && form.predictLabels && facts.classes !== null;
  const known = form.kind === 'task';
  // Half of a data set is for training, and a quarter for tests.
  const room = known ? largest : Math.max(2, Math.min(largest, facts.available / 2));
  const to = 2 ** Math.floor(Math.log2(room));
  const from = Math.min(smallest, to);
  return sweepDeclaration.parse({
    name: `${nameOf(form)}, trained`,
    task: taskOf(form, labels),
    // Labels beside them make other points, on which the groups of the data do not act.
    groups: labels ? ['trivial'] : [...groups],
    trainers: trainersFor(facts, labels, groups),
    sizes: { from, to, count: Math.log2(to / from) + 1 },
    replicates: 4,
    ...(known ? {} : { testPoints: Math.max(2, Math.min(4096, Math.floor(facts.available / 4))) }),
    samples: 4096,
    seed: form.seed ?? 1,
  });
}

function nameOf(form: DataForm): string {
  const source = { sample: form.sample, file: form.path, task: form.task }[form.kind];
  return source.replace(/^.*[\\/]/, '').replace(/^sample:/, '');
}

function taskOf({ kind, sample, path, task, labelsColumn }: DataForm, labels: boolean): string {
  if (kind === 'task') return task;
  const outputs: Record<string, string> = labels ? { outputs: 'labels' } : {};
  if (kind === 'sample') return formatReference({ id: sample, parameters: outputs });
  const column: Record<string, string> = labelsColumn.trim() === '' ? {} : { labelsColumn: labelsColumn.trim() };
  return formatReference({ id: 'data-set', parameters: { path: path.trim(), ...column, ...outputs } });
}

/** One whose law is known by construction, and networks that suit the layout. */
function trainersFor({ layout }: Facts, labels: boolean, groups: readonly string[]): string[] {
  if (labels || (layout.kind === 'pair' && layout.classes)) return ['nearest-neighbour', 'classification'];
  if (layout.kind === 'pair') return ['nearest-neighbour', 'regression'];
  if (layout.kind !== 'image') return ['memoriser', 'diffusion'];
  // Convolutions know no other symmetry than shifts; moved images teach the rest.
  const plain = groups.every((group) => group === 'trivial');
  return [
    'memoriser',
    `diffusion?architecture=convolution&layers=2&samplingSteps=50&steps=800${plain ? '' : '&symmetry=augmentation'}`,
  ];
}
