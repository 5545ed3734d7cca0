import { z } from 'zod';

/** How the rows of a data set are taken. `source` is a path, `sample:NAME` or `task:ID?key=value&…`. */
export const dataRequest = z.strictObject({
  source: z.string().min(1).describe('A path, sample:NAME or task:ID?key=value'),
  /** Rows to take, chosen at random from the seed; all when left out (1,000 points of a task). */
  rows: z.int().min(2).optional(),
  /** A column (name or index) of labels, which is not a coordinate. */
  labelsColumn: z.string().optional(),
  /** Divide by the largest value of the format (255 for bytes), or map each file's range to [0, 1]. */
  scale: z.enum(['none', 'unit']).default('none'),
  /** How a row is laid out: `28x28`, `28x28x3`; inferred for images. */
  shape: z.string().optional(),
  seed: z.int().min(0).default(1),
});
export type DataRequest = z.output<typeof dataRequest>;

const image = z.strictObject({ kind: z.literal('image'), rows: z.int(), columns: z.int(), channels: z.int() });
const pointCloud = z.strictObject({ kind: z.literal('point-cloud'), points: z.int(), dimension: z.int() });

export const layout = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plain') }),
  image,
  pointCloud,
  z.strictObject({
    kind: z.literal('pair'),
    inputs: z.int(),
    outputs: z.int(),
    classes: z.boolean(),
    /** How inputs are laid out, where they are images or clouds. */
    input: z.discriminatedUnion('kind', [image, pointCloud]).exactOptional(),
  }),
]);

export const dataSummary = z.object({
  source: z.string(),
  points: z.int(),
  ambientDimension: z.int(),
  duplicates: z.int(),
  layout,
  /** Rows in the source before `rows` were taken. */
  available: z.int(),
});
export type DataSummary = z.output<typeof dataSummary>;
