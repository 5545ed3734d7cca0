import type { OrbitDistances, RunSpace } from '#contract/orbits';
import type { DistanceSet } from '../../charts/distance-chart';
import { outputsName, spaceColours } from './drawn-space';

/** What the histogram compares: the outputs' distances as bars, with the training orbits' spacing and the test points' as outlines. */
export function distanceSets(
  space: Pick<RunSpace, 'outputs' | 'layout'>,
  { outputs, spacing, test }: OrbitDistances,
  dark: boolean,
): readonly DistanceSet[] {
  const colours = spaceColours(dark);
  return [
    ...(outputs === null
      ? []
      : [{ name: outputsName(space).many, colour: colours.outputs, distances: outputs.distances, filled: true }]),
    ...(spacing === null
      ? []
      : [{ name: 'Training to training', colour: colours.training, distances: spacing.distances, filled: false }]),
    { name: 'Test points', colour: colours.test, distances: test.distances, filled: false },
  ];
}

/** The distances as rows of a table; rows of the sets are counted from 1. */
export function distanceRecords(
  space: Pick<RunSpace, 'outputs' | 'test' | 'training'>,
  { outputs, spacing, test }: OrbitDistances,
): readonly {
  readonly set: string;
  readonly row: number;
  readonly nearestTrainingPoint: number;
  readonly distance: number;
}[] {
  const sets = [
    ['outputs', outputs, space.outputs],
    ['training', spacing, space.training],
    ['test', test, space.test],
  ] as const;
  return sets.flatMap(([set, found, points]) =>
    Array.from(found?.places ?? [], (place, i) => ({
      set,
      row: (points?.rows[place] ?? place) + 1,
      nearestTrainingPoint: (found?.nearest[i] ?? -1) + 1,
      distance: found?.distances[i] ?? NaN,
    })),
  );
}
