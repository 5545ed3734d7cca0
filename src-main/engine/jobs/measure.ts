import type { CheckedRequestOf } from '#contract/commands';
import type { Measurement } from '#contract/results';
import type { GapCurve } from '#core/fitting/gap-curve';
import { testLaw } from '#core/fitting/test-law';
import { leaveOneOutCurve } from '#core/gap/leave-one-out-curve';
import { subsampleTransport } from '#core/gap/subsample-transport';
import { resolveGroup } from '#core/groups/registry';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { curvePoints } from './curve-points';
import { chooseEstimators, estimateDimension } from './estimate-dimension';
import { fitOrProblem } from './fit-or-problem';
import { summariseGroup } from './group-summary';
import type { JobPorts } from './job-ports';
import type { JobWork } from './job-work';
import { predictionOrProblem } from './prediction-or-problem';
import { plainSource } from './plain-source';
import { tellCurve } from './tell-curve';

export type MeasureRequest = CheckedRequestOf<'measure'>;

/** The gap curve of a data set under a group, without training; its fit, other estimators of d, and, where the law is known, what it says. */
export async function measure(request: MeasureRequest, ports: JobPorts, work: JobWork): Promise<Measurement> {
  const started = ports.now();
  const data = plainSource(request.data);
  const wanted = chooseEstimators(request.estimators);
  await ports.activateBackend(request.backend);
  const { points, layout, summary } = await ports.openData(data, work);
  const resolved = resolveGroup(request.group, { ambientDimension: points.dimension, layout });
  const { group } = resolved;
  const tell = tellCurve(request.group, ports, work);
  const found = await leaveOneOutCurve(
    { points, group, seed: request.data.seed, soFar: tell },
    work,
    ports.startRowHelpers,
  );
  const curve: GapCurve = { sizes: found.sizes, gaps: found.gaps, covariance: found.covariance };
  tell({ testPoints: found.testPoints, of: found.testPoints, curve: () => found });
  const { pointwise, everyPoint } = request;
  const estimators = await estimateDimension(
    { estimators: wanted, points, group, seed: request.data.seed, pointwise, everyPoint },
    work,
  );
  const transport = request.transport
    ? await subsampleTransport({ points, group, seed: request.data.seed }, work)
    : null;
  const known = knownTask(data.source);
  const { prediction, predictionProblem } =
    known === null
      ? { prediction: null, predictionProblem: null }
      : await predictionOrProblem({ space: known.space, group, task: known, groupName: resolved }, found.sizes, work);
  const { fit, fitProblem } = fitOrProblem(curve, prediction, {
    ...(request.window === undefined ? {} : { window: request.window }),
    bootstrap: { random: randomStream([request.data.seed, 'bootstrap of a measurement']) },
  });
  return {
    data: {
      ...summary,
      points: points.count,
      ambientDimension: points.dimension,
      duplicates: found.duplicates,
      layout,
    },
    used: { testPoints: found.testPoints, candidates: found.points },
    group: summariseGroup(resolved, points),
    curve: curvePoints(curve),
    covariance: [...found.covariance],
    fit,
    fitProblem,
    estimators,
    transport: transport?.map(({ size, ...figures }) => ({ n: size, ...figures })) ?? null,
    prediction,
    predictionProblem,
    test: testLaw(curve, prediction, 'iid'),
    seconds: (ports.now() - started) / 1000,
  };
}

function knownTask(source: string): ReturnType<typeof resolveSpace> | null {
  return source.startsWith('task:') ? resolveSpace(source.slice('task:'.length)) : null;
}
