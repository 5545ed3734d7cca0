/**
 * A Python with the packages that a file names, in the user's cache folder, for benchmarks and tests; the application itself needs none. `node build/python.mjs FILE`
 * prints its path.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './native/cache.mjs';
import { PartUnavailable, run } from './native/command.mjs';

/**
 * @param requirements - path of the file: exact versions, one a line
 * @returns the path of its executable
 * @throws PartUnavailable where there is no Python, or its packages cannot be had
 */
export async function pythonWith(requirements) {
  const text = readFileSync(requirements, 'utf8');
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const folder = await cached(`benchmark-python-${version}`, async (work) => {
    console.error(`Installing ${text.trim().split('\n').join(', ')} for Python …`);
    await run('python3', ['-m', 'venv', work]);
    await run(join(work, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  });
  return join(folder, 'bin/python');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(await pythonWith(process.argv[2]));
  } catch (error) {
    if (!(error instanceof PartUnavailable)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
