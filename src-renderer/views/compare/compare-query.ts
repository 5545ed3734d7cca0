import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** What is compared. */
export interface Comparison {
  /** Ids of stored sweeps in the order in which they came. */
  readonly sweeps: readonly string[];
  /** Which of their curves: `ID/label`, a label alone for that of every sweep, `ID/*` for all of a sweep. Null for all of all. */
  readonly curves: readonly string[] | null;
}

export const nothingCompared: Comparison = { sweeps: [], curves: null };

const all = '*';

/** Names all curves of a sweep, those too that it does not have yet. */
export const everyCurveOf = (sweep: string): string => `${sweep}/${all}`;

/** Reads `?sweeps=ID,ID&curves=ID/label&curves=…`; labels hold commas, so that each stands alone. */
export function readComparison(query: LocationQuery): Comparison {
  const sweeps = valuesOf(query['sweeps']).flatMap((list) => list.split(','));
  const curves = valuesOf(query['curves']).filter((curve) => curve !== '');
  const named = curves.flatMap((curve) => (curve.includes('/') ? [curve.slice(0, curve.indexOf('/'))] : []));
  return {
    sweeps: [...new Set([...sweeps, ...named].map((id) => id.trim()).filter((id) => id !== ''))],
    curves: curves.length === 0 ? null : curves,
  };
}

/** The same as a query; empty where nothing is compared. */
export function writeComparison({ sweeps, curves }: Comparison): LocationQueryRaw {
  if (sweeps.length === 0) return {};
  return { sweeps: sweeps.join(','), ...(curves === null ? {} : { curves: [...curves] }) };
}

/** Whether a curve is among those compared. */
export function isCompared({ curves }: Comparison, sweep: string, label: string): boolean {
  return (
    curves === null ||
    curves.includes(`${sweep}/${label}`) ||
    curves.includes(label) ||
    curves.includes(everyCurveOf(sweep))
  );
}

/** A sweep more, with all its curves. */
export function withSweep(comparison: Comparison, sweep: string): Comparison {
  if (comparison.sweeps.includes(sweep)) return comparison;
  const { sweeps, curves } = comparison;
  return { sweeps: [...sweeps, sweep], curves: curves === null ? null : [...curves, everyCurveOf(sweep)] };
}

/** A sweep less. */
export function withoutSweep({ sweeps, curves }: Comparison, sweep: string): Comparison {
  const left = sweeps.filter((id) => id !== sweep);
  if (left.length === 0) return nothingCompared;
  return { sweeps: left, curves: curves?.filter((curve) => !curve.startsWith(`${sweep}/`)) ?? null };
}

/**
 * A curve more or less.
 * @param known - the curves of the sweeps that have been read
 */
export function withCurve(
  comparison: Comparison,
  known: readonly { readonly sweep: string; readonly label: string }[],
  changed: { readonly sweep: string; readonly label: string },
  wanted: boolean,
): Comparison {
  const isChanged = (curve: { readonly sweep: string; readonly label: string }): boolean =>
    curve.sweep === changed.sweep && curve.label === changed.label;
  const chosen = known.filter((curve) =>
    isChanged(curve) ? wanted : isCompared(comparison, curve.sweep, curve.label),
  );
  // Sweeps that have not been read yet keep all their curves.
  const unread = comparison.sweeps.filter((id) => !known.some(({ sweep }) => sweep === id));
  if (chosen.length === known.length) return { ...comparison, curves: null };
  return {
    ...comparison,
    curves: [...chosen.map(({ sweep, label }) => `${sweep}/${label}`), ...unread.map(everyCurveOf)],
  };
}

function valuesOf(value: LocationQuery[string] | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => (typeof one === 'string' ? [one] : []));
}
