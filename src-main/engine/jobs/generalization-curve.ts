import type { CurvePoint, GeneralizationCurve } from '#contract/results';
import { curveFromReplicates } from '#core/fitting/gap-curve';
import { randomStream } from '#core/mathematics/random-stream';
import { fitOrProblem } from './fit-or-problem';

interface MeasuredRuns {
  readonly seed: number;
  readonly label: string;
  readonly runs: readonly {
    readonly n: number;
    readonly generalization: number | null;
    readonly generalizationStandardError: number | null;
  }[];
}

/** The generalization error at each size, and how it falls; undefined where a run has none. No law is claimed for it: its fit is a power law with a dimension of its own. */
export function generalizationOf(
  { seed, label, runs }: MeasuredRuns,
  sizes: readonly number[],
):
  | {
      readonly points: readonly Pick<CurvePoint, 'generalization' | 'generalizationStandardError'>[];
      readonly curve: GeneralizationCurve;
    }
  | undefined {
  const known = runs.flatMap(({ n, generalization, generalizationStandardError }) =>
    generalization === null ? [] : [{ n, error: generalization, standardError: generalizationStandardError ?? 0 }],
  );
  if (known.length < runs.length || runs.length === 0) return undefined;
  const ofSize = sizes.map((n) => known.filter((run) => run.n === n));
  const errors = ofSize.map((same) => same.map(({ error }) => error));
  const curve = curveFromReplicates(
    sizes,
    errors,
    ofSize.map((same) => same.map(({ standardError }) => standardError)),
  );
  const k = sizes.length;
  return {
    points: sizes.map((_, at) => ({
      generalization: curve.gaps[at] ?? 0,
      generalizationStandardError: Math.sqrt(curve.covariance[at * (k + 1)] ?? 0),
    })),
    curve: {
      covariance: [...curve.covariance],
      ...fitOrProblem(curve, null, {
        bootstrap: { random: randomStream([seed, label, 'bootstrap of generalization']), replicates: errors },
      }),
    },
  };
}
