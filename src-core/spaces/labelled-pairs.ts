import { ExpectedError } from '../errors';
import { rowOf, type Points } from '../mathematics/points';
import { inputLayout, type Layout, type PairLayout } from './layout';

/** More classes than this are no classes but a number to be predicted, or names. */
const mostClasses = 1024;

/**
 * Pairs of a point and its class: the coordinates of the point, then the unit vector of its label among all labels, which are in the order of numbers where all are
 * numbers, of letters otherwise.
 * @param source - for the message
 * @param labels - one a point; undefined where the data have none
 * @param layout - of the points
 * @returns points of the same type of numbers
 * @throws ExpectedError('does-not-fit') where there are no labels, or no classes
 */
export function labelledPairs(
  source: string,
  points: Points,
  labels: readonly string[] | undefined,
  layout: Layout = { kind: 'plain' },
): { readonly points: Points; readonly layout: PairLayout } {
  if (labels === undefined)
    throw new ExpectedError(
      'does-not-fit',
      `The data set '${source}' has no labels to predict; expected a sample, a format with labels, or a table with labelsColumn=NAME.`,
    );
  const classes = inOrder(new Set(labels));
  if (classes.length < 2 || classes.length > mostClasses)
    throw new ExpectedError(
      'does-not-fit',
      `The data set '${source}' has ${String(classes.length)} different labels; expected from 2 to ${String(mostClasses)} to be classes.`,
    );
  const place = new Map(classes.map((label, index) => [label, index]));
  const inputs = points.dimension;
  const outputs = classes.length;
  const dimension = inputs + outputs;
  const size = points.count * dimension;
  const values = points.values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  labels.forEach((label, i) => {
    values.set(rowOf(points, i), i * dimension);
    values[i * dimension + inputs + (place.get(label) ?? 0)] = 1;
  });
  return {
    points: { count: points.count, dimension, values },
    layout: { kind: 'pair', inputs, outputs, classes: true, ...inputLayout(layout) },
  };
}

function inOrder(labels: ReadonlySet<string>): readonly string[] {
  const all = [...labels];
  const areNumbers = all.every((label) => label.trim() !== '' && Number.isFinite(Number(label)));
  return areNumbers ? all.sort((a, b) => Number(a) - Number(b)) : all.sort();
}
