/** `npm test`: installs what is missing, then every check. Nothing is skipped in silence, and one failure does not hide another. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-app.mjs';
import { installMissing, tryPart } from './install.mjs';
import { pythonWith } from './python.mjs';
import { installTestElectron } from './test-electron.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const longestStep = 20 * 60_000;
const failed = [];
const began = Date.now();

const say = (line) => console.log(line);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const tool = (path, ...args) => [process.execPath, join(root, 'node_modules', path), ...args];

/** Runs a command; its output is passed on at once, or collected and answered. */
function command([program, ...args], { passOn = false, environment = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...environment },
      stdio: passOn ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = setTimeout(() => {
      output += `\nended after ${longestStep / 60_000} minutes\n`;
      child.kill('SIGKILL');
    }, longestStep);
    child.on('error', (error) => (output += error.message));
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ passed: status === 0, output });
    });
  });
}

/** One step: its name and time are printed, and its output if it failed. */
async function step(name, act) {
  const start = Date.now();
  let outcome;
  try {
    outcome = await act();
  } catch (error) {
    outcome = { passed: false, output: error.stack ?? String(error) };
  }
  say(`${outcome.passed ? '✓' : '✗'} ${name} (${seconds(start)})`);
  if (outcome.passed) return true;
  failed.push(name);
  if (outcome.output) say(outcome.output.trimEnd());
  return false;
}

/** Steps that need nothing of each other, two at a time. */
async function twoAtATime(steps) {
  const waiting = [...steps];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await step(...next);
  };
  await Promise.all([lane(), lane()]);
}

/** Runs vitest and counts its tests; a file that could not be run counts as one failure. */
async function vitest(name, file, args, environment) {
  const report = join(results, file);
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  await step(name, () =>
    command(tool('vitest/vitest.mjs', 'run', ...reporters, ...args), { passOn: true, environment }),
  );
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    );
    const skipped = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== 'passed' && status !== 'failed');
    if (skipped.length > 0)
      say(
        `  not run here: ${skipped.length}, of ${[...new Set(skipped.map((test) => test.ancestorTitles[0]))].join(', ')}`,
      );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  } catch {
    say(`  ${name}: no results were written`);
    if (!failed.includes(name)) failed.push(name);
    return { passed: 0, failed: 1 };
  }
}

const types = (project) => tool('typescript/bin/tsc', '-p', `tsconfig.${project}.json`);

async function everything() {
  mkdirSync(results, { recursive: true });
  const report = (line) => say(`  ${line}`);
  const installed = await step('install what is missing', async () => {
    await installMissing(report, { again: true });
    return { passed: true };
  });
  if (!installed) return { passed: 0, failed: 1 };
  const electron = await tryPart('test-electron', () => installTestElectron(report), { again: true });

  const requirements = join(root, 'test/agreement/requirements.txt');
  const python = await tryPart('agreement-python', () => pythonWith(requirements), { again: true });

  await twoAtATime([
    ['build', async () => (await buildIfStale(report), { passed: true })],
    ['types: window', () => command(tool('vue-tsc/bin/vue-tsc.js', '-p', 'tsconfig.renderer.json'))],
    ...['core', 'contract', 'main', 'preload', 'test'].map((project) => [
      `types: ${project}`,
      () => command(types(project)),
    ]),
    ['lint', () => command(tool('eslint/bin/eslint.js', '.'))],
    ['format', () => command(tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'))],
    ['lists of extensions', () => command([process.execPath, 'build/generate-lists.mjs', '--check'])],
    [
      'layering',
      () =>
        command(
          tool(
            'dependency-cruiser/bin/dependency-cruise.mjs',
            '--config',
            '.dependency-cruiser.cjs',
            'src-core',
            'src-contract',
            'src-main',
            'src-renderer',
          ),
        ),
    ],
    ['dead code', () => command(tool('knip/bin/knip.js', '--no-progress'))],
  ]);
  const units = await vitest(
    'unit, laws, contract, migrations, agreement',
    'tests.json',
    [],
    python.value === undefined
      ? { GAPSCOPE_TEST_PYTHON_MISSING: python.reason }
      : { GAPSCOPE_TEST_PYTHON: python.value },
  );
  const paths = await vitest(
    'end to end, in Chromium and Electron',
    'end-to-end.json',
    ['--config', 'vitest.end-to-end.config.ts'],
    {
      ...(electron.value === undefined ? {} : { GAPSCOPE_TEST_ELECTRON: electron.value }),
      ...(electron.reason === undefined
        ? {}
        : { GAPSCOPE_TEST_ELECTRON_MISSING: `No Electron can be had for the tests: ${electron.reason}` }),
    },
  );
  return { passed: units.passed + paths.passed, failed: units.failed + paths.failed };
}

const total = await everything();
say(
  failed.length === 0
    ? `\nall steps passed in ${seconds(began)}`
    : `\nfailed after ${seconds(began)}: ${failed.join(', ')}`,
);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = failed.length === 0 && total.failed === 0 ? 0 : 1;
