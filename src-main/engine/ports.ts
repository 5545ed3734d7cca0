import type { ResponseOf } from '#contract/commands';
import type { DoctorReport } from '#contract/registry';
import type { Definition } from '#core/registry/definition';
import type { WorkerPool } from './worker-pool';
import type { Workspace } from './workspace';

/** What the engine needs of the world outside; a host provides it. */
export interface EnginePorts {
  readonly version: string;
  readonly workspacePath: string;
  openWorkspace(path: string): Promise<Workspace>;
  /** For measuring data sets: seconds to minutes. */
  readonly measuring: WorkerPool;
  /** For short questions that somebody waits for, whatever else is going on: predicting, planning, drawing up curves. */
  readonly interactive: WorkerPool;
  /** For the runs of sweeps. */
  readonly training: WorkerPool;
  readonly backends: readonly Definition[];
  listSamples(): ResponseOf<'data.samples'>;
  listPresets(): Promise<ResponseOf<'presets.list'>>;
  storeUpload(name: string, bytes: Uint8Array): Promise<string>;
  describeElectron(): DoctorReport['electron'];
  describeGpu(): string | null;
}
