import { freemem, totalmem } from 'node:os';
import type { DoctorReport } from '#contract/registry';
import { ExpectedError } from '#core/errors';
import type { EnginePorts } from './ports';
import type { Workspace } from './workspace';

/** Which parts are there, which are used, and why the others are not. */
export async function examine(
  ports: EnginePorts,
  workspacePath: string,
  openWorkspace: () => Promise<Workspace>,
): Promise<DoctorReport> {
  const backends = await ports.interactive.run('backends', {});
  return {
    version: ports.version,
    node: process.version,
    backends: [...backends],
    gpu: ports.describeGpu(),
    memory: { total: totalmem(), free: freemem(), engine: process.memoryUsage.rss() },
    electron: ports.describeElectron(),
    ...(await storage(workspacePath, openWorkspace)),
  };
}

async function storage(
  path: string,
  openWorkspace: () => Promise<Workspace>,
): Promise<Pick<DoctorReport, 'sqlite' | 'workspace'>> {
  try {
    const workspace = await openWorkspace();
    const { sweeps, bytes } = await workspace.describe();
    const reason = workspace.damage ?? 'It stores the workspace.';
    return {
      sqlite: { available: true, version: workspace.sqliteVersion, reason },
      workspace: { path, sweeps, bytes },
    };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return {
      sqlite: { available: false, version: null, reason: error.message },
      workspace: { path, sweeps: null, bytes: null },
    };
  }
}
