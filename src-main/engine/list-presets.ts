import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { ResponseOf } from '#contract/commands';
import { sweepDeclaration } from '#contract/sweep';

const summaries = z.record(z.string(), z.string());

/**
 * The sweeps that ship with the program: `presets/*.json`, each with its line in `preset-summaries.json`.
 * @param resources - the folder that holds both
 */
export async function listPresets(resources: string): Promise<ResponseOf<'presets.list'>> {
  const read = async (...path: string[]): Promise<unknown> =>
    JSON.parse(await readFile(join(resources, ...path), 'utf8'));
  const texts = summaries.parse(await read('preset-summaries.json'));
  const files = (await readdir(join(resources, 'presets'))).filter((name) => name.endsWith('.json'));
  const presets = files.map(async (name) => {
    const id = basename(name, '.json');
    return { id, declaration: sweepDeclaration.parse(await read('presets', name)), summary: texts[id] ?? '' };
  });
  // In the order of the summaries, the first one first.
  const order = Object.keys(texts);
  return (await Promise.all(presets)).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}
