import type { z } from 'zod';

/** The fields of a declaration. */
const fields = [
  'name',
  'task',
  'groups',
  'trainers',
  'sizes',
  'replicates',
  'testPoints',
  'samples',
  'seed',
  'backend',
] as const;
export type SweepField = (typeof fields)[number];

/** What is wrong with a sweep, and where. */
export interface SweepProblem {
  /** Null where it is no field of the form. */
  readonly field: SweepField | null;
  /** Of a list, which entry. */
  readonly index: number | null;
  readonly text: string;
}

/** The first thing that the contract's schema found wrong. */
export function problemOfIssue({ issues }: z.ZodError): SweepProblem {
  const [issue] = issues;
  const [head, next] = issue?.path ?? [];
  const field = fields.find((name) => name === head) ?? null;
  const where = issue?.path.map(String).join('.') ?? '';
  const text = issue === undefined ? 'not understood' : (wordsOf(issue, field) ?? issue.message);
  return {
    field,
    index: typeof next === 'number' && field !== 'sizes' ? next : null,
    text: field === null && where !== '' ? `${where}: ${text}` : text,
  };
}

/** What the schema's own words do not say well. */
function wordsOf(issue: z.core.$ZodIssue, field: SweepField | null): string | null {
  if ((field === 'groups' || field === 'trainers') && issue.code === 'too_small' && issue.path.length === 1)
    return `Choose at least one of the ${field}.`;
  if (field === 'sizes') return 'Whole numbers above 0: a range, or a list with commas between.';
  return null;
}

/** A message of the engine, which begins with the field that is meant: `groups.1: …`. */
export function problemOfMessage(message: string): SweepProblem {
  const found = new RegExp(`^(${fields.join('|')})(?:\\.(\\d+))?: ([^]+)$`).exec(message);
  const field = fields.find((name) => name === found?.[1]);
  if (field === undefined) return { field: null, index: null, text: message };
  const index = found?.[2] === undefined ? null : Number(found[2]);
  return { field, index, text: found?.[3] ?? message };
}

/** The same in one line, with the field before it. */
export function problemLine({ field, text }: SweepProblem): string {
  return field === null ? text : `${titles[field]}: ${text}`;
}

const titles: Readonly<Record<SweepField, string>> = {
  name: 'Name',
  task: 'Task',
  groups: 'Groups',
  trainers: 'Trainers',
  sizes: 'Sizes',
  replicates: 'Replicates',
  testPoints: 'Test points',
  samples: 'Samples',
  seed: 'Seed',
  backend: 'Backend',
};
