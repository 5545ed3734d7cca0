import { ExpectedError } from '../errors';
import type { TrainerWork } from '../sweep/expected-time';
import { resolveTrainer } from './registry';

/** How the time of a trainer depends on its settings and on n. Of one that another version has stored, and this one cannot read, the id is what can be told. */
export function trainerWork(reference: string): TrainerWork {
  const algorithm = reference.split('?')[0] ?? reference;
  try {
    const { amount = inProportion } = resolveTrainer(reference).trainer;
    return { algorithm, amount };
  } catch (error) {
    if (error instanceof ExpectedError) return { algorithm, amount: inProportion };
    throw error;
  }
}

const inProportion = (n: number): number => n;
