import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const nvidia = '/proc/driver/nvidia/gpus';

/** The name of the first NVIDIA GPU that the driver knows; null where there is none, or the system does not tell. */
export function describeGpu(): string | null {
  try {
    const [first] = readdirSync(nvidia);
    if (first === undefined) return null;
    const text = readFileSync(join(nvidia, first, 'information'), 'utf8');
    return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? null;
  } catch {
    // No driver, or not Linux.
    return null;
  }
}
