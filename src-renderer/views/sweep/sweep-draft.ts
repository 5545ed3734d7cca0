import { sweepDeclaration, type SweepDeclaration, type SweepDeclarationInput } from '#contract/sweep';
import { issueLine } from '../../client/errors';

/** A sweep as the form holds it; a field that was emptied is null and takes its default. */
export interface SweepDraft {
  name: string;
  task: string;
  groups: string[];
  trainers: string[];
  from: number | null;
  to: number | null;
  count: number | null;
  /** Sizes one by one; null where they are a range. */
  list: number[] | null;
  replicates: number | null;
  testPoints: number | null;
  samples: number | null;
  seed: number | null;
  backend: string;
}

export function draftOf(declaration: SweepDeclaration): SweepDraft {
  const { sizes, ...rest } = declaration;
  const range = Array.isArray(sizes) ? { from: null, to: null, count: null, list: sizes } : { ...sizes, list: null };
  return { ...rest, ...range };
}

/** The draft as a declaration to be checked. */
export function inputOf(draft: SweepDraft): SweepDeclarationInput {
  const { name, task, groups, trainers, backend } = draft;
  const sizes = draft.list ?? { from: draft.from ?? 16, to: draft.to ?? 1024, count: draft.count ?? 7 };
  const { replicates, testPoints, samples, seed } = draft;
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    task,
    groups,
    trainers,
    sizes,
    ...(replicates === null ? {} : { replicates }),
    ...(testPoints === null ? {} : { testPoints }),
    ...(samples === null ? {} : { samples }),
    ...(seed === null ? {} : { seed }),
    backend,
  };
}

export type Checked =
  { readonly ok: true; readonly declaration: SweepDeclaration } | { readonly ok: false; readonly problem: string };

/** Checks a declaration by the contract's schema; the problem names the field. */
export function checkDeclaration(input: unknown): Checked {
  const parsed = sweepDeclaration.safeParse(input);
  return parsed.success ? { ok: true, declaration: parsed.data } : { ok: false, problem: issueLine(parsed.error) };
}

/** Reads a declaration from JSON text. */
export function parseDeclaration(text: string): Checked {
  try {
    return checkDeclaration(JSON.parse(text));
  } catch (error) {
    return { ok: false, problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
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
  return draftOf(firstDeclaration());
}
