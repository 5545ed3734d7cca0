import type { RunSpace, ShownPoints } from '#contract/orbits';
import { ExpectedError } from '#core/errors';
import { selectRows, type Points } from '#core/mathematics/points';
import { principalComponents } from '#core/mathematics/principal-components';
import { thinnedRows } from '#core/sweep/draws';
import { randomStream } from '#core/mathematics/random-stream';
import type { Work } from '#core/work';
import { drawRun, groupOf, shownRows, trainerOf, type DrawnRun, type StoredRunRequest } from './draw-run';
import type { JobPorts } from './job-ports';
import { outputsOfRun } from './outputs-of-run';

/** What the window shows of a run's space, but for what is stored beside its points. */
export type DrawnSpace = Omit<RunSpace, 'run' | 'sweep' | 'hypotheses'>;

const components = 6;
/** Points that principal components are taken of, at most. */
const mostSpread = 1024;

/** The space of a stored run; without its training and test points, but with what it has stored, where its task is gone. */
export async function showOrbits(request: StoredRunRequest, ports: JobPorts, work: Work): Promise<DrawnSpace> {
  const trainer = trainerOf(request);
  const problems: string[] = [];
  let drawn: DrawnRun | undefined;
  try {
    drawn = await drawRun(request, ports, work);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    problems.push(error.message);
  }
  const outputs = outputsOfRun(request, trainer, drawn);
  const dimension = drawn?.training.dimension ?? outputs?.dimension ?? 0;
  const layout = drawn?.space.layout ?? { kind: 'plain' as const };
  const group = outputs?.kind === 'predicted-outputs' || dimension === 0 ? {} : groupOf(request, dimension, layout);
  if (group.problem !== undefined) problems.push(group.problem);
  const training = drawn === undefined ? null : shown('training', drawn.training, request);
  const spread = training ?? outputs;
  return {
    layout: { ...layout },
    dimension,
    group:
      group.value === undefined
        ? null
        : { reference: group.value.reference, label: group.value.label, exact: group.value.group.exact },
    symmetric: trainer?.symmetric !== false,
    training,
    test: drawn === undefined ? null : shown('test', drawn.test, request),
    outputs,
    components:
      spread === null ? { mean: new Float64Array(0), axes: new Float64Array(0), shares: [] } : componentsOf(spread),
    problem: problems.length === 0 ? null : problems.join(' '),
  };
}

function shown(set: 'training' | 'test', points: Points, request: StoredRunRequest): ShownPoints {
  const rows = shownRows(set, points, request);
  const { count, dimension, values } = selectRows(points, rows);
  return { count, dimension, values, rows, of: points.count };
}

function componentsOf(points: Points): RunSpace['components'] {
  const rows = thinnedRows(points.count, mostSpread, randomStream(['principal components']));
  const { mean, axes, variances, total } = principalComponents(selectRows(points, rows), components);
  return {
    mean,
    axes: Float64Array.from(axes.values),
    shares: Array.from(variances, (variance) => (total > 0 ? variance / total : 0)),
  };
}
