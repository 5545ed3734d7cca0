import type { z } from 'zod';

/** What every extension declares. The schema alone drives the form in the window, the command line, validation and the help. */
export interface Definition<Schema extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly label: string;
  /** One line. */
  readonly summary: string;
  readonly parameters: Schema;
}
