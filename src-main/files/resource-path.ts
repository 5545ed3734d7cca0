import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file or folder of `resources/`, found from here upwards: sources and built files lie at different depths. */
export function resourcePath(...parts: readonly string[]): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources', ...parts);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error(`resources/${parts.join('/')} is missing.`);
  }
}
