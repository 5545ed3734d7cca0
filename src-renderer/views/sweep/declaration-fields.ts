import { sweepDeclaration } from '#contract/sweep';
import { z } from 'zod';

/** The whole numbers that a sweep is declared by. */
export const numberFields = ['replicates', 'testPoints', 'samples', 'seed'] as const;
export type NumberFieldName = (typeof numberFields)[number];

const described = z.object({
  description: z.string(),
  default: z.number(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** What the contract says of such a field: its meaning, range and default. */
export type FieldDescription = z.output<typeof described>;

const { properties = {} } = z.toJSONSchema(sweepDeclaration, { io: 'input' });

/** By name, from the schema that declarations are checked by. */
export const declarationFields: Readonly<Record<NumberFieldName, FieldDescription>> = {
  replicates: described.parse(properties['replicates']),
  testPoints: described.parse(properties['testPoints']),
  samples: described.parse(properties['samples']),
  seed: described.parse(properties['seed']),
};

/** Names as people read them. */
export const fieldTitles: Readonly<Record<NumberFieldName, string>> = {
  replicates: 'Replicates',
  testPoints: 'Test points',
  samples: 'Samples',
  seed: 'Seed',
};
