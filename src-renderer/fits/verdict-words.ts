import type { Falsification } from '#contract/results';

/** Verdicts of the falsification test as they are shown. */
export const verdictTones: Readonly<Record<Falsification['verdict'], string>> = {
  consistent: 'verdict-good',
  deviates: 'verdict-bad',
  'not-applicable': 'verdict-unknown',
};

export const directionWords = { above: ', above the law', below: ', below the law', none: '' } as const;
