import { sweepDeclaration, type SweepDeclaration, type SweepDeclarationInput } from '#contract/sweep';
import { problemOfIssue, type SweepProblem } from './sweep-problem';
import { baseName, namesOfTasks } from './task-differences';

/** Sweeps as the form holds them, one a task; a field that was emptied is null and takes its default. */
export interface SweepDraft {
  name: string;
  /** All combinations of values of one task's parameters: a sweep has one task, so that these are sweeps of their own. */
  tasks: string[];
  groups: string[];
  trainers: string[];
  from: number | null;
  to: number | null;
  count: number | null;
  /** Sizes one by one, as they were typed; null where they are a range. */
  list: string | null;
  replicates: number | null;
  testPoints: number | null;
  samples: number | null;
  seed: number | null;
  backend: string;
}

/** Declarations that differ in their task and name alone, as a draft. */
export function draftOf(declarations: readonly [SweepDeclaration, ...SweepDeclaration[]]): SweepDraft {
  const { sizes, task, name, ...rest } = declarations[0];
  const tasks = declarations.length === 1 ? [task] : declarations.map((one) => one.task);
  const range = Array.isArray(sizes)
    ? { from: null, to: null, count: null, list: sizes.join(', ') }
    : { ...sizes, list: null };
  return { ...rest, ...range, name: tasks.length === 1 ? name : baseName(name, tasks), tasks };
}

/** The draft as declarations to be checked, one a task. */
export function inputsOf(draft: SweepDraft): SweepDeclarationInput[] {
  const { tasks, groups, trainers, backend, replicates, testPoints, samples, seed } = draft;
  const name = draft.name.trim();
  const sizes =
    draft.list === null
      ? { from: draft.from ?? 16, to: draft.to ?? 1024, count: draft.count ?? 7 }
      : listedSizes(draft.list);
  const names = tasks.length === 1 ? [name] : namesOfTasks(name || 'Untitled sweep', tasks);
  return tasks.map((task, at) => ({
    ...(names[at] ? { name: names[at] } : {}),
    ...{ task, groups, trainers, sizes },
    ...(replicates === null ? {} : { replicates }),
    ...(testPoints === null ? {} : { testPoints }),
    ...(samples === null ? {} : { samples }),
    ...(seed === null ? {} : { seed }),
    backend,
  }));
}

/** What is no number stays one that no check lets pass. */
function listedSizes(text: string): number[] {
  return text
    .split(/[,;\s]+/)
    .filter((piece) => piece !== '')
    .map(Number);
}

export type Checked =
  | { readonly ok: true; readonly declarations: readonly [SweepDeclaration, ...SweepDeclaration[]] }
  | { readonly ok: false; readonly problem: SweepProblem };

/** Checks declarations by the contract's schema; the problem names the field. */
export function checkDeclarations(inputs: readonly unknown[]): Checked {
  const declarations: SweepDeclaration[] = [];
  for (const input of inputs) {
    const parsed = sweepDeclaration.safeParse(input);
    if (!parsed.success) return { ok: false, problem: problemOfIssue(parsed.error) };
    declarations.push(parsed.data);
  }
  const [first, ...rest] = declarations;
  if (first === undefined) return failed('There is no sweep in it.');
  const same = (one: SweepDeclaration): string => JSON.stringify({ ...one, task: '', name: '' });
  if (rest.some((one) => same(one) !== same(first)))
    return failed('Several sweeps together may differ in their task and name only.');
  return { ok: true, declarations: [first, ...rest] };
}

/** Reads one declaration, or several of several tasks, from JSON text. */
export function parseDeclarations(text: string): Checked {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return failed(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkDeclarations(Array.isArray(input) ? input : [input]);
}

function failed(text: string): Checked {
  return { ok: false, problem: { field: null, index: null, text } };
}

/** One declaration, or all of them, as people write them. */
export function declarationsText(declarations: readonly SweepDeclarationInput[]): string {
  return JSON.stringify(declarations.length === 1 ? declarations[0] : declarations, null, 2);
}

/** What a new sweep begins as. */
export function firstDeclaration(): SweepDeclaration {
  return sweepDeclaration.parse({
    name: 'torus by rotation',
    task: 'torus',
    groups: ['trivial', 'so2'],
    sizes: { from: 16, to: 1024, count: 7 },
  });
}

export function firstDraft(): SweepDraft {
  return draftOf([firstDeclaration()]);
}
