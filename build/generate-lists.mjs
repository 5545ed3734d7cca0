/** Writes `index.gen.ts` in each folder of extensions: one line a file, so that adding a file adds the thing. `--check` only compares. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kinds = [
  { folder: 'src-core/spaces', definer: 'defineSpace' },
  { folder: 'src-core/groups', definer: 'defineGroup' },
  { folder: 'src-core/trainers', definer: 'defineTrainer' },
  { folder: 'src-core/dimension', definer: 'defineEstimator' },
  { folder: 'src-main/backends', definer: 'defineBackend' },
];

/** The export named by `export const NAME = defineKind(`, or undefined when the file defines nothing of that kind. */
function definitionIn(path, definer) {
  return new RegExp(`export const (\\w+) = ${definer}\\(`).exec(readFileSync(path, 'utf8'))?.[1];
}

const root = new URL('..', import.meta.url).pathname;
const check = process.argv.includes('--check');
let stale = false;
for (const { folder, definer } of kinds) {
  const found = readdirSync(join(root, folder))
    .filter(
      (name) =>
        name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.gen.ts') && !name.startsWith('_'),
    )
    .sort()
    .map((name) => ({ module: name.slice(0, -3), exported: definitionIn(join(root, folder, name), definer) }))
    .filter((entry) => entry.exported !== undefined);
  const text = [
    `// Made by build/generate-lists.mjs from the files of this folder; run \`npm run generate\` after adding one.`,
    ...found.map((entry) => `import { ${entry.exported} } from './${entry.module}';`),
    '',
    `export const definitions = [${found.map((entry) => entry.exported).join(', ')}] as const;`,
    '',
  ].join('\n');
  const path = join(root, folder, 'index.gen.ts');
  let old = '';
  try {
    old = readFileSync(path, 'utf8');
  } catch {
    // first time: there is no list yet
  }
  if (old === text) continue;
  if (check) {
    console.error(`${folder}/index.gen.ts is out of date: run npm run generate`);
    stale = true;
  } else writeFileSync(path, text);
}
process.exit(stale ? 1 : 0);
