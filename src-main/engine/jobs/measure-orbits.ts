import type { OrbitDistances } from '#contract/orbits';
import { ExpectedError } from '#core/errors';
import { trivialGroup } from '#core/groups/trivial';
import { selectRows } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import { orbitDistances } from '#core/orbits/orbit-distances';
import type { Work } from '#core/work';
import { drawRun, groupOf, shownRows, trainerOf, type StoredRunRequest } from './draw-run';
import type { JobPorts } from './job-ports';
import { outputsOfRun } from './outputs-of-run';

export interface MeasureOrbitsRequest extends StoredRunRequest {
  /** Orbits of the curve's group, or the points alone. */
  readonly under: 'group' | 'identity';
}

/** Few coordinates need no tensors. */
const tensorDimension = 12;

/** How far a stored run's outputs lie from the orbits of its training points. */
export async function measureOrbits(
  request: MeasureOrbitsRequest,
  ports: JobPorts,
  work: Work,
): Promise<OrbitDistances> {
  const drawn = await drawRun(request, ports, work);
  const { training, test, space } = drawn;
  const resolved = request.under === 'group' ? groupOf(request, training.dimension, space.layout) : undefined;
  if (resolved !== undefined && resolved.value === undefined)
    throw new ExpectedError('does-not-fit', resolved.problem ?? 'The group does not act on these points.');
  const group = resolved?.value?.group ?? trivialGroup(training.dimension);
  if (group.alignTensors !== undefined && training.dimension > tensorDimension) await ports.activateBackend('auto');
  const outputs = outputsOfRun(request, trainerOf(request), drawn);
  const trainingRows = shownRows('training', training, request);
  const found = await orbitDistances(
    {
      training,
      outputs: outputs?.dimension === training.dimension ? outputs : null,
      test: selectRows(test, shownRows('test', test, request)),
      trainingRows,
      group,
      random: randomStream([request.seed, request.hash, 'measured points']),
    },
    work,
  );
  const isShown = new Set(trainingRows);
  const named = [found.outputs, found.test, found.spacing].flatMap((set) => Array.from(set?.nearest ?? []));
  const rows = Int32Array.from(new Set(named.filter((row) => !isShown.has(row)))).sort();
  const { count, dimension, values } = selectRows(training, rows);
  return { ...found, further: { count, dimension, values, rows, of: training.count } };
}
