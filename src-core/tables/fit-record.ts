import type { Cell } from './csv';

/** What is known of a fit, as far as a table holds it. */
export interface TabledFit {
  readonly model: string;
  readonly dimension: number;
  readonly standardError: number;
  readonly interval: readonly [number | null, number | null];
  readonly bootstrapInterval: readonly [number, number] | null;
  readonly level: number;
  readonly constant: number;
  readonly constantInterval: readonly [number | null, number | null];
  readonly extra: number | null;
  readonly window: readonly [number, number];
  readonly chi2: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly aicc: number | null;
}

/** A fit as columns of a table; all empty where there is none. */
export function fitRecord(fit: TabledFit | null, problem: string | null = null): Readonly<Record<string, Cell>> {
  return {
    'fit.model': fit?.model,
    'fit.dimension': fit?.dimension,
    'fit.standardError': fit?.standardError,
    'fit.level': fit?.level,
    'fit.lower': fit?.interval[0],
    'fit.upper': fit?.interval[1],
    'fit.bootstrapLower': fit?.bootstrapInterval?.[0],
    'fit.bootstrapUpper': fit?.bootstrapInterval?.[1],
    'fit.constant': fit?.constant,
    'fit.constantLower': fit?.constantInterval[0],
    'fit.constantUpper': fit?.constantInterval[1],
    'fit.extra': fit?.extra,
    'fit.from': fit?.window[0],
    'fit.to': fit?.window[1],
    'fit.chi2': fit?.chi2,
    'fit.degreesOfFreedom': fit?.degreesOfFreedom,
    'fit.pValue': fit?.pValue,
    'fit.aicc': fit?.aicc,
    'fit.problem': problem,
  };
}
