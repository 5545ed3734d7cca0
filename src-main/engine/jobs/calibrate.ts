import { calibrateReplicas } from '#core/networks/calibrate-replicas';
import type { Calibration } from '#core/networks/fastest-replicas';
import type { Work } from '#core/work';
import type { JobPorts } from './job-ports';

/** What a backend's training is to be tried with. */
export interface CalibrationRequest {
  readonly backend: string;
  /** Networks trained together, at most. */
  readonly most: number;
}

/** How many networks this worker trains best together, and how fast. */
export async function calibrate(
  { backend, most }: CalibrationRequest,
  ports: JobPorts,
  work: Work,
): Promise<Calibration> {
  await ports.activateBackend(backend);
  return calibrateReplicas(most, () => ports.now(), work);
}
