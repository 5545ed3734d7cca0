import { z } from 'zod';
import { dataSummary } from './data';
import { curvePoint, fitResult, groupSummary } from './results';

const openInterval = z.tuple([z.number().nullable(), z.number().nullable()]);
const forecast = z.object({ value: z.number().nullable(), interval: openInterval });

/** A gap curve under one group, with its fit. */
const groupCurve = z.object({
  group: groupSummary,
  used: z.object({ testPoints: z.int(), candidates: z.int() }),
  curve: z.array(curvePoint),
  covariance: z.array(z.number()),
  fit: fitResult.nullable(),
  fitProblem: z.string().nullable(),
});

const neededSize = forecast.extend({
  /** Read off between measured sizes, forecast by the fit, or below the smallest size (then the value bounds it). */
  source: z.enum(['measured', 'forecast', 'below', 'none']),
});

/** What a symmetry saves at one gap. */
const savedData = z.object({
  gap: z.number(),
  without: neededSize,
  withSymmetry: neededSize,
  /** By how much fewer points suffice; an end that the data do not bound is null. */
  factor: forecast,
});
export type SavedDataResult = z.output<typeof savedData>;

export const symmetryVerdict = z.enum(['has-it', 'nearly', 'has-not', 'cannot-tell']);

/** A two-sample test between data and moved data. */
export const symmetryTestResult = z.object({
  id: z.enum(['energy', 'neighbours']),
  pValue: z.number(),
  /** Corrected for all tests on all groups (Holm). */
  adjustedPValue: z.number(),
  /** How far the data are from the symmetry, 0 where they have it and at most 1; an estimate without bias may fall below 0. */
  breaking: z.number(),
  standardError: z.number(),
  interval: z.tuple([z.number(), z.number()]),
});

export const groupAdvice = groupCurve.extend({
  tests: z.array(symmetryTestResult),
  verdict: symmetryVerdict,
  /** The verdict in plain words, with what the symmetry is worth. */
  sentence: z.string(),
  saved: z.object({ present: savedData, target: savedData }),
  /** Of finite groups; null otherwise. */
  finite: z
    .object({
      order: z.number(),
      /** |G|^(2/d), by which a free action divides the constant. */
      constantFactor: z.number().nullable(),
      /** Of shifts by whole pixels: the gap, and the size, above which they act like continuous ones. */
      crossover: z.object({ spacing: z.tuple([z.number(), z.number()]), gap: z.number(), size: neededSize }).nullable(),
    })
    .nullable(),
});
export type GroupAdvice = z.output<typeof groupAdvice>;

export const advice = z.object({
  data: dataSummary,
  /** Points of each of the two samples that were compared. */
  testedPoints: z.int(),
  /** Of the intervals. */
  level: z.number(),
  /** The largest size measured without a symmetry, and the gap there. */
  present: z.object({ n: z.number(), gap: z.number() }),
  targetGap: z.number(),
  without: groupCurve,
  groups: z.array(groupAdvice),
  seconds: z.number(),
});
export type Advice = z.output<typeof advice>;
