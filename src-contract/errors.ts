import { z } from 'zod';

/** How an error crosses the contract: 'expected' carries core's code, 'cancelled' is no failure, 'bug' is ours. */
export const wireError = z.object({
  kind: z.enum(['expected', 'cancelled', 'bug']),
  code: z.string(),
  message: z.string(),
});
export type WireError = z.output<typeof wireError>;
