import type { z } from 'zod';
import { ExpectedError } from '#core/errors';

/**
 * A record that is stored as JSON, checked.
 * @param what - names it where it is broken
 * @throws ExpectedError('damaged')
 */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string, what: string): z.output<Schema> {
  const problem = problemOfJson(schema, text);
  if (problem !== undefined) throw new ExpectedError('damaged', `In the workspace ${what} is broken: ${problem}.`);
  return schema.parse(JSON.parse(text));
}

/** What is wrong with JSON that should be as the schema says; undefined where nothing is. */
export function problemOfJson(schema: z.ZodType, text: string): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const [issue] = schema.safeParse(content).error?.issues ?? [];
  return issue === undefined ? undefined : `${issue.path.map(String).join('.')}: ${issue.message}`;
}
