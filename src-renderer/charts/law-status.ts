import type { Condition, Prediction } from '#contract/results';
import type { LawName } from '#core/fitting/test-law';
import type { PlottedCurve } from './plotted-curve';

/** Whether the conditions of a law are met, and which of them are not. */
export interface LawStatus {
  readonly status: Condition['status'];
  /** Those that fail, or where none fails those that are not known. */
  readonly conditions: readonly Condition['id'][];
}

/** Sign and words that stand at a law's line. */
const signs = { holds: '✓', fails: '✗', unknown: '?' } as const;

/** Whether a law's conditions hold for a curve: those of the theory, and for the i.i.d. law that the trained models memorise. */
export function lawStatus(prediction: Prediction, law: LawName, memorisation: PlottedCurve['memorisation']): LawStatus {
  const trained = law === 'iid' ? (memorisation ?? null) : null;
  const conditions: { readonly id: Condition['id']; readonly status: Condition['status'] }[] = [
    ...prediction.conditions.filter(({ id }) => id !== 'memorisation'),
    ...(trained === null ? [] : [{ id: 'memorisation' as const, status: trained }]),
  ];
  for (const status of ['fails', 'unknown'] as const) {
    const found = conditions.filter((condition) => condition.status === status);
    if (found.length > 0) return { status, conditions: found.map(({ id }) => id) };
  }
  return { status: 'holds', conditions: [] };
}

/** The same in a few words: “✓ conditions hold”, “✗ boundary fails”. */
export function lawStatusText({ status, conditions }: LawStatus): string {
  const named = conditions.map((id) => id.replaceAll('-', ' ')).join(', ');
  if (status === 'holds') return `${signs.holds} conditions hold`;
  return status === 'fails'
    ? `${signs.fails} ${named} ${conditions.length > 1 ? 'fail' : 'fails'}`
    : `${signs.unknown} ${named} not known`;
}
