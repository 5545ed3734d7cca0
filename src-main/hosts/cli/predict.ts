import type { CommandContext } from './context';
import { describeConditions } from './describe';
import { formatNumber, table } from './table';
import { parseSizes } from './sizes';

/** `gapscope predict TASK` */
export async function predict(
  task: string,
  options: { readonly group: string; readonly sizes?: string; readonly trainer?: string },
  { session, terminal }: CommandContext,
): Promise<void> {
  const sizes = options.sizes === undefined ? [] : parseSizes(options.sizes);
  const client = await session();
  const prediction = await client.ask('predict', {
    task: task.replace(/^task:/, ''),
    group: options.group,
    ...(options.trainer === undefined ? {} : { trainer: options.trainer }),
    sizes: [...sizes],
  });
  terminal.result(prediction, () => {
    const { laws, gaps } = prediction;
    const law = (value: typeof laws.iid): string =>
      value === null ? 'none' : `${formatNumber(value.constant)} ± ${formatNumber(value.standardError)}`;
    return [
      `${prediction.task.label} by ${prediction.group.label}`,
      `d = ${String(prediction.dimension)} (space ${String(prediction.spaceDimension)}, orbits ${String(prediction.orbitDimension)})`,
      `constant: i.i.d. ${law(laws.iid)}, optimal quantisation ${law(laws.quantisation)}`,
      describeConditions(prediction),
      ...(gaps.length === 0
        ? []
        : [
            table(
              ['n', 'i.i.d. gap', 'optimal gap'],
              gaps.map(({ n, iid, quantisation }) => [n, iid, quantisation]),
            ),
          ]),
    ].join('\n');
  });
}
