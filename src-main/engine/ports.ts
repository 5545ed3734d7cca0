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
  /** An empty one in a folder that is removed when it is closed; called by that path. */
  openTemporaryWorkspace(path: string): Promise<Workspace>;
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
  readonly bundles: Bundles;
  /** A place for a file that is removed again. */
  temporaryPath(name: string): string;
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
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

/** Archives of files inside a file. */
export interface Bundles {
  /** Begins a new one at that path, where nothing is yet. */
  write(path: string): Promise<BundleWriter>;
  /** @throws ExpectedError('malformed-file') where it is no sound archive */
  read(path: string): Promise<BundleReader>;
  /** Whether a file begins as one does; false where there is none. */
  isBundle(path: string): Promise<boolean>;
  /** Puts a finished one in its place. */
  move(from: string, to: string): Promise<void>;
  exists(path: string): boolean;
}

export interface BundleWriter {
  add(name: string, content: Uint8Array): Promise<void>;
  /** Not compressed. */
  addStored(name: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /** Answers its bytes. */
  finish(): Promise<number>;
  abandon(): Promise<void>;
}

export interface BundleReader {
  readonly name: string;
  /** Of the whole file. */
  readonly bytes: number;
  readonly entries: readonly string[];
  describe(entry: string): { readonly bytes: number; readonly storedBytes: number; readonly compressed: boolean };
  open(entry: string): Promise<BundleSource>;
  close(): void;
}

/** Bytes read from front to back; throws ExpectedError('malformed-file') where they end too soon or their checksum is wrong. */
export interface BundleSource {
  read(length: number): Promise<Uint8Array>;
  expectEnd(): Promise<void>;
  close(): Promise<void>;
}

/** The workspaces that were opened before, kept between starts. */
export interface RecentWorkspaces {
  /** The last one first. */
  list(): Promise<RecentWorkspace[]>;
  note(path: string): Promise<void>;
  forget(path: string): Promise<void>;
}
