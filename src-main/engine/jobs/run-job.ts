import type { Advice } from '#contract/advice';
import type { CheckedRequestOf, ResponseOf } from '#contract/commands';
import type { DataRequest } from '#contract/data';
import type { DoctorReport } from '#contract/registry';
import type { OrbitDistances } from '#contract/orbits';
import type { Measurement, Prediction } from '#contract/results';
import type { SweepCurve } from '#contract/results';
import type { SweepDeclaration } from '#contract/sweep';
import type { SweepPlan } from '#core/sweep/plan';
import type { RunOutcome } from '../workspace';
import type { Calibration } from '#core/networks/fastest-replicas';
import { advise, type AdviseRequest } from './advise';
import { buildCurves, type CurvesRequest } from './build-curves';
import { calibrate, type CalibrationRequest } from './calibrate';
import { inspectData } from './inspect-data';
import type { JobPorts } from './job-ports';
import type { JobWork } from './job-work';
import { measure, type MeasureRequest } from './measure';
import { measureOrbits, type MeasureOrbitsRequest } from './measure-orbits';
import { planSweep } from './plan-sweep';
import { predictTask } from './predict-task';
import type { StoredRunRequest } from './draw-run';
import { showOrbits, type DrawnSpace } from './show-orbits';
import { trainBatch, type BatchRequest } from './train-batch';

/** Everything that a worker process can be asked to do. */
export interface JobRequests {
  inspect: DataRequest;
  measure: MeasureRequest;
  advise: AdviseRequest;
  predict: CheckedRequestOf<'predict'>;
  plan: SweepDeclaration;
  calibrate: CalibrationRequest;
  train: BatchRequest;
  curves: CurvesRequest;
  'show-orbits': StoredRunRequest;
  'measure-orbits': MeasureOrbitsRequest;
  backends: Record<string, never>;
}

export interface JobResults {
  inspect: ResponseOf<'data.inspect'>;
  measure: Measurement;
  advise: Advice;
  predict: Prediction;
  plan: SweepPlan;
  calibrate: Calibration;
  train: readonly RunOutcome[];
  curves: readonly SweepCurve[];
  'show-orbits': DrawnSpace;
  'measure-orbits': OrbitDistances;
  backends: DoctorReport['backends'];
}

export type JobKind = keyof JobRequests;

type Runners = {
  readonly [Kind in JobKind]: (request: JobRequests[Kind], ports: JobPorts, work: JobWork) => Promise<JobResults[Kind]>;
};

const runners: Runners = {
  inspect: inspectData,
  measure,
  advise,
  predict: (request, _ports, work) => predictTask(request, work),
  plan: planSweep,
  calibrate,
  train: trainBatch,
  curves: (request, _ports, work) => buildCurves(request, work),
  'show-orbits': showOrbits,
  'measure-orbits': measureOrbits,
  backends: (_request, ports) => ports.reportBackends(),
};

/** Runs a job where it is called: in a worker process. */
export function runJob<Kind extends JobKind>(
  kind: Kind,
  request: JobRequests[Kind],
  ports: JobPorts,
  work: JobWork,
): Promise<JobResults[Kind]> {
  return runners[kind](request, ports, work);
}
