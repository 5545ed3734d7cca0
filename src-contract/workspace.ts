import { z } from 'zod';

/** The workspace that the engine has open. */
export const workspaceReport = z.object({
  /** The file that it was opened by. */
  path: z.string(),
  /** Why nothing can be changed in it, in one sentence; null where it can. */
  readOnly: z.string().nullable(),
  sweeps: z.int(),
  runs: z.int(),
  /** Sweeps that are deleted and can still be brought back. */
  deletedSweeps: z.int(),
  /** On the disk, with what SQLite keeps beside the file. */
  bytes: z.number(),
  /** What compacting gives back of them, about. */
  reclaimable: z.number(),
});
export type WorkspaceReport = z.output<typeof workspaceReport>;

/** A workspace that was opened before. */
export const recentWorkspace = z.object({
  path: z.string(),
  /** When it was opened last: ISO 8601, UTC. */
  opened: z.string(),
  /** Whether the file is still there. */
  exists: z.boolean(),
});
export type RecentWorkspace = z.output<typeof recentWorkspace>;
