import type { Advice } from '#contract/advice';
import type { FittedGapCurve } from '#core/advice/saved-data';
import type { GapCurve } from '#core/fitting/gap-curve';
import { leaveOneOutCurve } from '#core/gap/leave-one-out-curve';
import type { ResolvedGroup } from '#core/groups/registry';
import type { Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import type { Work } from '#core/work';
import { curvePoints } from './curve-points';
import { fitOrProblem } from './fit-or-problem';
import { summariseGroup } from './group-summary';
import type { JobPorts } from './job-ports';

/** With a symmetry few points may do for the gap that the data have without: it is looked at from so few on, though no law holds there yet. */
const smallestSize = 2;
/** Sizes that are fitted and shown. */
const smallestShown = 16;
const fewestSizes = 4;
/** Several curves are wanted, so that each may take less than one alone. */
const effort = 0.25;

/** A curve as results tell it, and as it is worked with. */
export interface CurveUnderGroup extends FittedGapCurve {
  readonly result: Advice['without'];
  readonly duplicates: number;
}

/** The gap curve of points under a group, from few points on, with its fit. */
export async function curveUnder(
  resolved: ResolvedGroup,
  points: Points,
  seed: number,
  ports: JobPorts,
  work: Work,
): Promise<CurveUnderGroup> {
  const { group } = resolved;
  const found = await leaveOneOutCurve(
    { points, group, seed, smallestSize, effort, influences: true },
    work,
    ports.startRowHelpers,
  );
  const curve = { sizes: found.sizes, gaps: found.gaps, covariance: found.covariance };
  const shown = curveFrom(curve, smallestShown);
  const { fit, fitProblem } = fitOrProblem(shown, null, {
    bootstrap: { random: randomStream([seed, 'bootstrap of a measurement']) },
  });
  return {
    ...{ curve, fit, duplicates: found.duplicates, influences: found.influences },
    result: {
      group: summariseGroup(resolved, points),
      used: { testPoints: found.testPoints, candidates: found.points },
      curve: curvePoints(shown),
      covariance: Array.from(shown.covariance),
      fit,
      fitProblem,
    },
  };
}

/** The sizes of a curve from one on; all of them, where that leaves too few for a fit. */
function curveFrom({ sizes, gaps, covariance }: GapCurve, smallest: number): GapCurve {
  const k = sizes.length;
  const from = Math.max(
    0,
    Math.min(
      k - fewestSizes,
      sizes.findIndex((n) => n >= smallest),
    ),
  );
  const kept = Array.from({ length: k - from }, (_, i) => from + i);
  return {
    sizes: sizes.slice(from),
    gaps: kept.map((i) => gaps[i] as number),
    covariance: kept.flatMap((i) => kept.map((j) => covariance[i * k + j] as number)),
  };
}
