#!/usr/bin/env node
/** The command `gapscope`: the built command line; in a checkout it is installed and built first where that is needed, with messages on standard error only. */
import { existsSync } from 'node:fs';

const program = new URL('../out/main/cli.js', import.meta.url);
const quiet = process.argv.includes('--quiet');

const complain = (line) => console.error(`gapscope: ${line}`);
/** What is only good to know. */
const report = quiet ? () => undefined : complain;

/** In a checkout the sources may be newer than what was built. */
async function prepare() {
  const { hasSources, buildIfStale } = await import('./build-app.mjs');
  if (!hasSources() || process.env.GAPSCOPE_NO_BUILD === '1') return;
  const { installMissing } = await import('./install.mjs');
  await installMissing(report);
  await buildIfStale(report);
}

try {
  await prepare();
} catch (error) {
  complain(error.message);
  if (!existsSync(program)) process.exit(1);
  complain('going on with what was built before');
}
if (!existsSync(program)) {
  complain('it has not been built; run npm run build');
  process.exit(1);
}
await import(program);
