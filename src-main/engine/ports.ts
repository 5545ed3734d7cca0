import type { ResponseOf } from '#contract/commands';
import type { DoctorReport } from '#contract/registry';
import type { RecentWorkspace } from '#contract/workspace';
import type { Definition } from '#core/registry/definition';
import type { WorkerPool } from './worker-pool';
import type { Workspace } from './workspace';

/** What the engine needs of the world outside; a host provides it. */
export interface EnginePorts {
  readonly version: string;
  readonly workspacePath: string;
  openWorkspace(path: string, manner?: WorkspaceManner): Promise<Workspace>;
  readonly recentWorkspaces: RecentWorkspaces;
  /** For measuring data sets: seconds to minutes. */
  readonly measuring: WorkerPool;
  /** For short questions that somebody waits for, whatever else is going on: predicting, planning, drawing up curves. */
  readonly interactive: WorkerPool;
  /** For the runs of sweeps. */
  readonly training: WorkerPool;
  readonly backends: readonly Definition[];
  listSamples(): ResponseOf<'data.samples'>;
  listPresets(): Promise<ResponseOf<'presets.list'>>;
  /** A place for a file that is removed again. */
  temporaryPath(name: string): string;
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Nothing where there is none. */
  removeFile(path: string): Promise<void>;
  storeUpload(name: string, bytes: Uint8Array): Promise<string>;
  describeElectron(): DoctorReport['electron'];
  describeGpu(): string | null;
}

/** How a workspace is opened: made where there is none, unless told otherwise; read-only in a copy. */
export interface WorkspaceManner {
  readonly create?: boolean;
  readonly readOnly?: boolean;
}

/** The workspaces that were opened before, kept between starts. */
export interface RecentWorkspaces {
  /** The last one first. */
  list(): Promise<RecentWorkspace[]>;
  note(path: string): Promise<void>;
  forget(path: string): Promise<void>;
}
