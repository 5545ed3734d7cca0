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
export const within =
  (share: number) =>
  (ours: number, theirs: number): void => {
    expect(Math.abs(ours / theirs - 1)).toBeLessThan(share);
  };

/** A line an estimator and setting; the doc comment of each estimator explains where it differs. */
export const agreementCases: readonly AgreementCase[] = [
  { ours: 'mle?k=20', theirs: { class: 'MLE' }, relation: equal },
  { ours: 'mle?k=5', theirs: { class: 'MLE', fit: { n_neighbors: 5 } }, relation: equal },
  { ours: 'mle?average=mean', theirs: { class: 'MLE', fit: { comb: 'mean' } }, relation: equal },
  { ours: 'mle?average=median', theirs: { class: 'MLE', fit: { comb: 'median' } }, relation: equal },
  { ours: 'mle?correction=unbiased', theirs: { class: 'MLE', arguments: { unbiased: true } }, relation: equal },
  { ours: 'twonn?fit=line', theirs: { class: 'TwoNN' }, relation: equal },
  { ours: 'twonn', theirs: { class: 'TwoNN', arguments: { method: 'mle' } }, relation: equal },
];

/** Estimators with dimensions at single points: equal at each. */
export const pointwiseCases: readonly Omit<AgreementCase, 'relation' | 'sets'>[] = [
  { ours: 'mle?k=20', theirs: { class: 'MLE', answer: 'dimension_pw_' } },
];
