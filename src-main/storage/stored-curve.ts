import { sweepCurve } from '#contract/results';
import { readJson } from './read-json';
import type { StoredCurve } from '../engine/workspace';

/** A row of the curves, checked. */
export function storedCurve(row: {
  id: number;
  label: string;
  group_reference: string;
  trainer_reference: string;
  result: string | null;
}): StoredCurve {
  return {
    id: row.id,
    label: row.label,
    group: row.group_reference,
    trainer: row.trainer_reference,
    result: row.result === null ? null : readJson(sweepCurve, row.result, `the curve '${row.label}'`),
  };
}
