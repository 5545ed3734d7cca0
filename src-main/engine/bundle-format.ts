import { z } from 'zod';

/**
 * A bundle is a zip archive: `bundle.json` says which sweeps it holds, and each of them has three files in a folder of its number: `sweep.json` as `history export`
 * writes it, `points.json` with the sets of points that its runs have left, and `points.f32` with their coordinates one after the other, in that order, as
 * float32 with the lowest byte first, not compressed.
 */
export const bundleManifest = z.strictObject({
  format: z.literal('gapscope-bundle'),
  version: z.literal(1),
  sweeps: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .min(1)
    .max(250),
});

export const bundledPoints = z.array(
  z.strictObject({
    run: z.string(),
    kind: z.enum(['prediction-set', 'samples']),
    points: z
      .int()
      .min(0)
      .max(2 ** 31),
    dimension: z
      .int()
      .min(1)
      .max(2 ** 31),
  }),
);
export type BundledPoints = z.output<typeof bundledPoints>;

export const manifestName = 'bundle.json';

/** The files of the sweep of that number. */
export function namesIn(number: number): { readonly sweep: string; readonly index: string; readonly points: string } {
  const folder = `sweeps/${String(number)}`;
  return { sweep: `${folder}/sweep.json`, index: `${folder}/points.json`, points: `${folder}/points.f32` };
}

export const bundleEnding = '.gapscope-sweep.zip';
