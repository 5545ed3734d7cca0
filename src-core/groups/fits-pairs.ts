import { ExpectedError } from '../errors';
import { randomStream } from '../mathematics/random-stream';
import type { PairLayout } from '../spaces/layout';
import type { Group } from './define-group';

const tries = 4;

/**
 * Of a pair (x, y) a symmetry moves x to an input and y to an output.
 * @throws ExpectedError('does-not-fit') that names coordinates which the group takes from one to the other
 */
export function checkFitsPairs(reference: string, group: Group, { inputs, outputs }: PairLayout): void {
  const random = randomStream(['pairs', reference]);
  const d = inputs + outputs;
  const unit = new Float64Array(d);
  const image = new Float64Array(d);
  const place = (k: number): string => `${k < inputs ? 'input' : 'output'} coordinate ${String(k)}`;
  for (let attempt = 0; attempt < tries; attempt++) {
    const g = group.sample(random);
    for (let from = 0; from < d; from++) {
      unit.fill(0);
      unit[from] = 1;
      group.act(g, unit, image);
      const to = image.findIndex((value, k) => Math.abs(value) > 1e-9 && k < inputs !== from < inputs);
      if (to < 0) continue;
      throw new ExpectedError(
        'does-not-fit',
        `The group '${reference}' moves ${place(from)} to ${place(to)}; expected a group of pairs that moves inputs (coordinates 0 to ${String(inputs - 1)}) and outputs (${String(inputs)} to ${String(d - 1)}) apart.`,
      );
    }
  }
}
