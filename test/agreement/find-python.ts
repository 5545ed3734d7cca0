import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const folder = import.meta.dirname;

/** The Python that has scikit-dimension, or in one sentence why there is none. */
export function findPython(): { readonly python: string } | { readonly missing: string } {
  const { GAPSCOPE_TEST_PYTHON: given, GAPSCOPE_TEST_PYTHON_MISSING: missing } = process.env;
  if (given !== undefined) return { python: given };
  if (missing !== undefined) return { missing };
  try {
    const script = join(folder, '../../build/python.mjs');
    const args = [script, join(folder, 'requirements.txt')];
    return {
      python: execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim(),
    };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
