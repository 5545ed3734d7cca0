import type { CurveSoFar } from '#core/gap/leave-one-out-curve';
import { curvePoints } from './curve-points';
import type { JobPorts } from './job-ports';
import type { JobWork } from './job-work';

/** Milliseconds between two looks at a curve, so that the eye can follow. */
const interval = 400;
/** Looking at a curve may take this share of the time. */
const share = 0.05;

/** Tells of a curve that is being measured: at most every so often, but always of the whole one. */
export function tellCurve(
  group: string,
  { now }: Pick<JobPorts, 'now'>,
  work: Pick<JobWork, 'tell'>,
): (soFar: CurveSoFar) => void {
  let due = now() + interval;
  return ({ testPoints, of, curve }) => {
    const started = now();
    if (started < due && testPoints < of) return;
    const { sizes, gaps, covariance } = curve();
    const points = curvePoints({ sizes, gaps, covariance });
    work.tell({ kind: 'curve', curve: { group, points, testPoints, of } });
    due = now() + Math.max(interval, (now() - started) / share);
  };
}
