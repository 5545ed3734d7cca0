import { mean } from '../mathematics/statistics';

/** Points are dealt in turn to so many blocks. */
export const halvedBlocks = 8;

/**
 * Fourteen halves of the blocks, in which each block and each pair of blocks is as often as any other: by their block, or by a row of which the block is the
 * remainder.
 */
export const balancedHalves: readonly ((block: number) => boolean)[] = [1, 2, 3, 4, 5, 6, 7].flatMap((mask) => {
  const isOdd = (block: number): boolean => {
    const bits = block & mask;
    return ((bits ^ (bits >> 1) ^ (bits >> 2)) & 1) === 1;
  };
  return [isOdd, (block: number) => !isOdd(block)];
});

/**
 * The standard error of an estimate from those of the balanced halves: the jackknife that leaves out half, which is right where that of single points or of
 * small groups is not, as for what rests on nearest neighbours (Shao & Wu, 1989).
 */
export function errorFromHalves(estimates: readonly number[]): number {
  const centre = mean(estimates);
  return Math.sqrt(mean(estimates.map((value) => (value - centre) ** 2)));
}
