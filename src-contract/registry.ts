import { z } from 'zod';

export const extensionKind = z.enum(['tasks', 'groups', 'trainers', 'estimators', 'backends']);
export type ExtensionKind = z.output<typeof extensionKind>;

export const extensionSummary = z.object({
  id: z.string(),
  label: z.string(),
  summary: z.string(),
  /** Of a trainer: what its tasks must be made of; any task where left out. */
  needs: z.enum(['pairs', 'classes', 'images']).optional(),
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      description: z.string(),
      default: z.unknown(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      unit: z.string().optional(),
      options: z.array(z.string()).optional(),
      optional: z.boolean(),
    }),
  ),
});
export type ExtensionSummary = z.output<typeof extensionSummary>;

export const backendReport = z.object({
  id: z.string(),
  label: z.string(),
  status: z.enum(['used', 'available', 'unavailable', 'failed-self-test']),
  /** Why it is or is not used, in one sentence. */
  reason: z.string(),
  /** Largest relative error of the self-test against float64. */
  selfTestError: z.number().nullable(),
});

export const doctorReport = z.object({
  version: z.string(),
  node: z.string(),
  backends: z.array(backendReport),
  gpu: z.string().nullable(),
  /** Bytes of the machine, and of the engine's process; null where the system does not tell. */
  memory: z.object({ total: z.number(), free: z.number(), engine: z.number() }).nullable().default(null),
  sqlite: z.object({ available: z.boolean(), version: z.string().nullable(), reason: z.string() }),
  electron: z.object({ available: z.boolean(), reason: z.string() }),
  workspace: z.object({ path: z.string(), sweeps: z.int().nullable(), bytes: z.number().nullable() }),
});
export type DoctorReport = z.output<typeof doctorReport>;
