import type { Hypotheses, SweepCurve } from '#contract/results';
import { ExpectedError } from '#core/errors';
import { curveFromReplicates } from '#core/fitting/gap-curve';
import { testLaw } from '#core/fitting/test-law';
import { resolveGroup } from '#core/groups/registry';
import { predict, type Prediction } from '#core/laws/predict';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { resolveTrainer } from '#core/trainers/registry';
import type { Work } from '#core/work';
import { claimOf } from './claim-of';
import { curvePoints } from './curve-points';
import { fitOrProblem } from './fit-or-problem';
import { generalizationOf } from './generalization-curve';
import { dataTaskOf } from './data-task';
import { summariseHypotheses } from './summarise-hypotheses';

/** The finished runs of a sweep, curve by curve. */
export interface CurvesRequest {
  readonly task: string;
  readonly seed: number;
  readonly curves: readonly {
    readonly label: string;
    readonly group: string;
    readonly trainer: string;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly runs: readonly {
      readonly n: number;
      readonly gap: number;
      readonly standardError: number;
      readonly generalization: number | null;
      readonly generalizationStandardError: number | null;
      readonly hypotheses: Hypotheses | null;
    }[];
  }[];
}

/** Each curve with its fit, what the theory predicts, whether they agree, and whether its hypotheses hold. */
export async function buildCurves(request: CurvesRequest, work: Work): Promise<SweepCurve[]> {
  const known = dataTaskOf(request.task) === undefined ? resolveSpace(request.task) : null;
  const curves: SweepCurve[] = [];
  for (const { label, group, trainer, settings, runs } of request.curves) {
    const sizes = [...new Set(runs.map(({ n }) => n))].sort((a, b) => a - b);
    const prediction = known === null ? null : await predictionOf(known, group, trainer, sizes, work);
    curves.push({
      label,
      settings,
      prediction,
      hypotheses: summariseHypotheses(runs),
      ...measured(request, { label, trainer, runs }, sizes, prediction),
    });
  }
  return curves;
}

type Measured = Pick<SweepCurve, 'points' | 'covariance' | 'fit' | 'fitProblem' | 'test' | 'generalization'>;

function measured(
  { seed }: CurvesRequest,
  { label, trainer, runs }: Pick<CurvesRequest['curves'][number], 'label' | 'trainer' | 'runs'>,
  sizes: readonly number[],
  prediction: Prediction | null,
): Measured {
  if (sizes.length === 0)
    return {
      ...{ points: [], covariance: [], fit: null, test: null, generalization: null },
      fitProblem: 'No run has finished yet.',
    };
  const ofSize = sizes.map((n) => runs.filter((run) => run.n === n));
  const gaps = ofSize.map((same) => same.map(({ gap }) => gap));
  const errors = ofSize.map((same) => same.map(({ standardError }) => standardError));
  const curve = curveFromReplicates(sizes, gaps, errors);
  const generalization = generalizationOf({ seed, label, runs }, sizes);
  return {
    points: curvePoints(curve).map((point, at) => ({ ...point, ...generalization?.points[at] })),
    generalization: generalization?.curve ?? null,
    covariance: [...curve.covariance],
    ...fitOrProblem(curve, prediction, {
      bootstrap: { random: randomStream([seed, label, 'bootstrap']), replicates: gaps },
    }),
    test: testLaw(curve, prediction, resolveTrainer(trainer).trainer.law),
  };
}

async function predictionOf(
  task: ReturnType<typeof resolveSpace>,
  group: string,
  trainer: string,
  sizes: readonly number[],
  work: Work,
): Promise<Prediction | null> {
  const { ambientDimension, layout } = task.space;
  const groupName = resolveGroup(group, { ambientDimension, layout });
  const claimed = claimOf(trainer, task.space, groupName);
  if (claimed === null) return null;
  try {
    return await predict({ ...claimed, task }, sizes, work);
  } catch (error) {
    // A task whose law is not known has curves all the same.
    if (error instanceof ExpectedError) return null;
    throw error;
  }
}
