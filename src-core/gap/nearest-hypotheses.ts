import { rowOf, type Points } from '../mathematics/points';

export interface NearestHypotheses {
  /** Of each target the least squared distance to a hypothesis at its own input. */
  readonly squaredDistances: Float64Array;
  /** Which hypothesis that is: the winner. */
  readonly winners: Int32Array;
}

/**
 * The nearest of the hypotheses at each target's own input; of equally near ones the first.
 * @param targets - one row an input
 * @param outputs - `hypotheses` rows an input, one after another
 */
export function nearestHypotheses(targets: Points, outputs: Points, hypotheses: number): NearestHypotheses {
  const squaredDistances = new Float64Array(targets.count).fill(Infinity);
  const winners = new Int32Array(targets.count);
  for (let i = 0; i < targets.count; i++) {
    const target = rowOf(targets, i);
    for (let k = 0; k < hypotheses; k++) {
      const output = rowOf(outputs, i * hypotheses + k);
      let square = 0;
      for (let d = 0; d < target.length; d++) square += ((target[d] as number) - (output[d] as number)) ** 2;
      if (square >= (squaredDistances[i] as number)) continue;
      squaredDistances[i] = square;
      winners[i] = k;
    }
  }
  return { squaredDistances, winners };
}
