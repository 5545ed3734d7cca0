import type { RunFilter, RunSort } from '#contract/runs';
import { openWorkspace } from '#main/storage/open-workspace';

const rounds = 7;
const none: RunFilter = { text: '', ranges: [], choices: [], tags: [] };
const columns = [
  'sweep',
  'curve',
  'n',
  'replicate',
  'state',
  'gap',
  'standardError',
  'seconds',
  'verdict',
  'tags',
  'note',
];

/** Milliseconds. */
export interface Times {
  readonly first: number;
  readonly median: number;
}

/** Milliseconds: the first time, and the median of the next. */
async function time(act: () => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    await act();
    taken.push(performance.now() - began);
  }
  const [first = NaN, ...others] = taken;
  return { first, median: others.sort((a, b) => a - b)[(rounds - 1) / 2] ?? NaN };
}

/** Times of the table of runs on a workspace. */
export async function timeQueries(path: string): Promise<{ openMilliseconds: number; results: Record<string, Times> }> {
  const opened = performance.now();
  const workspace = await openWorkspace(path);
  const openMilliseconds = performance.now() - opened;
  const table = workspace.runTable;

  const page = (filter: RunFilter, sort: RunSort, from = 0) => table.query({ filter, sort, columns, from, limit: 200 });
  const range: RunFilter = { ...none, ranges: [{ column: 'gap', from: 0.01, to: 0.02 }] };
  const width: RunFilter = { ...none, choices: [{ column: 'trainer.width', values: [64] }] };
  const by = (column: string): RunSort => [{ column, descending: true }];
  const { total } = await page(none, []);
  const order = await table.order(none, []);

  const results = {
    'first page': await time(() => page(none, [])),
    'deep page, by offset': await time(() => page(none, [], Math.floor(0.9 * total))),
    'rows in the middle, by key': await time(() =>
      table.rows(order.slice(Math.floor(total / 2), Math.floor(total / 2) + 200), columns),
    ),
    'order of all rows': await time(() => table.order(none, [])),
    'page by a range of gaps': await time(() => page(range, [])),
    'page by a trainer’s parameter': await time(() => page(width, [])),
    'page by searched text': await time(() => page({ ...none, text: 'torus 12' }, [])),
    'page by a tag': await time(() => page({ ...none, tags: ['kept'] }, [])),
    'page sorted by gap': await time(() => page(none, by('gap'))),
    'page sorted by a trainer’s parameter': await time(() => page(none, by('trainer.width'))),
    'page sorted by the last loss': await time(() => page(none, by('metrics.loss.last'))),
    'order of all rows by gap': await time(() => table.order(none, by('gap'))),
    'which columns there are': await time(() => table.columns()),
    'means by curve and n': await time(() => table.groups(none, 'size', ['gap', 'seconds'])),
  };
  await workspace.close();
  return { openMilliseconds, results };
}
