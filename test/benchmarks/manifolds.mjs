/**
 * All estimators of the dimension on the 24 benchmark manifolds: manifolds.mjs [--sets 2] [--estimators all] [SIZE…]. Estimators are references joined by
 * commas; the sizes are 625, 1,250, 2,500 and 5,000 where none is given.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPrograms } from '../../build/benchmark-programs.mjs';

const { values: options, positionals: sizes } = parseArgs({
  allowPositionals: true,
  options: { sets: { type: 'string', default: '2' }, estimators: { type: 'string', default: 'all' } },
});
const input = { manifolds: join(import.meta.dirname, 'manifolds.ts') };
const program = join(await buildPrograms('manifolds', input), 'manifolds.js');
const wanted = sizes.length === 0 ? ['625', '1250', '2500', '5000'] : sizes;
const { status } = spawnSync(process.execPath, [program, options.sets, options.estimators, ...wanted], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
