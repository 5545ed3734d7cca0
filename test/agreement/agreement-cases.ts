import { expect } from 'vitest';
import type { Call } from './scikit-dimension';

/** One estimator of ours beside scikit-dimension's. */
export interface AgreementCase {
  readonly ours: string;
  readonly theirs: Call;
  /** What must hold of the two on every set, or on those named; `points` are how many there are. */
  readonly relation: (ours: number, theirs: number, points: number) => void;
  readonly sets?: readonly string[];
}

/** The same algorithm: the same number to 1e-6. */
const equal = (ours: number, theirs: number): void => {
  expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-6);
};

/** Within a share of theirs, where the documented difference is no larger. */
const within =
  (share: number) =>
  (ours: number, theirs: number): void => {
    expect(Math.abs(ours / theirs - 1)).toBeLessThan(share);
  };

const gride = 'correction=unbiased&outliers=discarded';
const counted = 'farthest=counted';

/** A line an estimator and setting; the doc comment of each estimator explains where it differs. */
export const agreementCases: readonly AgreementCase[] = [
  { ours: 'mle?k=20', theirs: { class: 'MLE' }, relation: equal },
  { ours: 'mle?k=5', theirs: { class: 'MLE', fit: { n_neighbors: 5 } }, relation: equal },
  { ours: 'mle?average=mean', theirs: { class: 'MLE', fit: { comb: 'mean' } }, relation: equal },
  { ours: 'mle?average=median', theirs: { class: 'MLE', fit: { comb: 'median' } }, relation: equal },
  { ours: 'mle?correction=unbiased', theirs: { class: 'MLE', arguments: { unbiased: true } }, relation: equal },
  { ours: 'twonn?fit=line', theirs: { class: 'TwoNN' }, relation: equal },
  { ours: 'twonn', theirs: { class: 'TwoNN', arguments: { method: 'mle' } }, relation: equal },
  { ours: `gride?n1=1&${gride}`, theirs: { class: 'GRIDE' }, relation: equal },
  { ours: `gride?n1=4&${gride}`, theirs: { class: 'GRIDE', arguments: { n1: 4 } }, relation: equal },
  { ours: `gride?n1=3&n2=20&${gride}`, theirs: { class: 'GRIDE', arguments: { n1: 3, n2: 20 } }, relation: equal },
  { ours: 'mind', theirs: { class: 'MiND_ML' }, relation: within(1e-2) },
  { ours: 'mind?k=10', theirs: { class: 'MiND_ML', arguments: { k: 10 } }, relation: within(1e-2) },
  { ours: 'mind?version=integer', theirs: { class: 'MiND_ML', arguments: { ver: 'MLi' } }, relation: equal },
  { ours: 'corrint', theirs: { class: 'CorrInt' }, relation: equal },
  { ours: 'corrint?inner=5&outer=30', theirs: { class: 'CorrInt', arguments: { k1: 5, k2: 30 } }, relation: equal },
  { ours: `mom?average=mean&${counted}`, theirs: { class: 'MOM', fit: { n_neighbors: 20 } }, relation: equal },
  { ours: `mom?average=mean&k=100&${counted}`, theirs: { class: 'MOM' }, relation: equal },
  { ours: 'mada?average=mean', theirs: { class: 'MADA' }, relation: equal },
  {
    ours: 'mada?average=median&k=9',
    theirs: { class: 'MADA', fit: { n_neighbors: 9, comb: 'median' } },
    relation: equal,
  },
  { ours: `tle?average=mean&k=20&${counted}`, theirs: { class: 'TLE' }, relation: equal },
  {
    ours: `tle?average=median&k=10&${counted}`,
    theirs: { class: 'TLE', fit: { n_neighbors: 10, comb: 'median' } },
    relation: equal,
  },
  // Theirs is a whole number from random draws: of many draws of many points it is one of the two beside ours, or the next.
  {
    ours: 'knn?k=5&gamma=2',
    theirs: { class: 'KNN', arguments: { k: 5, ps: [40, 60, 80, 100, 120], M: 60, gamma: 2, random_state: 1 } },
    relation: (ours, theirs) => {
      expect(Math.abs(ours - theirs)).toBeLessThan(1.5);
    },
  },
  { ours: 'ess?k=30', theirs: { class: 'ESS', fit: { n_neighbors: 30 } }, relation: equal, sets: ['ball', 'torus'] },
  {
    ours: 'ess?version=b&k=30&average=median',
    theirs: { class: 'ESS', arguments: { ver: 'b' }, fit: { n_neighbors: 30, comb: 'median' } },
    relation: equal,
    sets: ['ball', 'torus'],
  },
  { ours: 'fishers', theirs: { class: 'FisherS' }, relation: equal },
  {
    ours: 'fishers?condition=100',
    theirs: { class: 'FisherS', arguments: { conditional_number: 100 } },
    relation: equal,
  },
  // Theirs is one random ball a whole dimension.
  {
    ours: 'danco',
    theirs: { class: 'DANCo', arguments: { random_state: 1 } },
    relation: within(0.1),
    sets: ['torus', 'ball'],
  },
  // Theirs draws random subsets of other sizes.
  {
    ours: 'ph',
    theirs: { class: 'PH', arguments: { nsteps: 6, subsamples: 4, random_state: 1 } },
    relation: within(0.3),
    sets: ['torus', 'ball'],
  },
];

/** Estimators with dimensions at single points: equal at each. */
export const pointwiseCases: readonly Omit<AgreementCase, 'relation'>[] = [
  { ours: 'mle?k=20', theirs: { class: 'MLE', answer: 'dimension_pw_' } },
  { ours: `mom?${counted}`, theirs: { class: 'MOM', fit: { n_neighbors: 20 }, answer: 'dimension_pw_' } },
  { ours: `tle?k=20&${counted}`, theirs: { class: 'TLE', answer: 'dimension_pw_' } },
  { ours: 'mada', theirs: { class: 'MADA', answer: 'dimension_pw_' } },
  ...(
    [
      ['fukunaga-olsen', { ver: 'FO' }],
      ['fukunaga-olsen&alpha=0.2', { ver: 'FO', alphaFO: 0.2 }],
      ['ratio&alpha=0.1', { ver: 'ratio', alphaRatio: 0.9 }],
      ['maximum-gap', { ver: 'maxgap' }],
      ['kaiser', { ver: 'Kaiser' }],
      // Of the others it finds no direction at any point, and ours says so.
      ['broken-stick', { ver: 'broken_stick' }, ['torus', 'ball5_in10']],
      ['participation-ratio', { ver: 'participation_ratio' }],
    ] as const
  ).map(([criterion, settings, sets]) => ({
    ...(sets === undefined ? {} : { sets }),
    ours: `lpca?k=60&criterion=${criterion}`,
    theirs: {
      class: 'lPCA',
      arguments: settings,
      method: 'fit_pw',
      fit: { n_neighbors: 60 },
      answer: 'dimension_pw_',
    },
  })),
];
