import { z } from 'zod';

// The page's policy forbids compiling code at run time, which zod would otherwise do.
z.config({ jitless: true });

/** What a form, the command line and the help need to know of a parameter. */
export interface ParameterDescription {
  readonly name: string;
  readonly type: 'integer' | 'real' | 'choice' | 'text' | 'integers' | 'planes' | 'shape' | 'factors';
  readonly description: string;
  readonly default: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit?: string;
  readonly options?: readonly string[];
  /** May be left out: chosen from the data. */
  readonly optional: boolean;
}

type Details = Partial<Pick<ParameterDescription, 'minimum' | 'maximum' | 'unit' | 'options'>>;

/** What is registered with a schema, so that it can be described. */
const described = new WeakMap<object, Pick<ParameterDescription, 'type' | 'description'> & Details>();

function describe<Schema extends z.ZodType>(
  schema: Schema,
  type: ParameterDescription['type'],
  description: string,
  details: Details = {},
): Schema {
  described.set(schema, { type, description, ...details });
  return schema;
}

const numeric = (input: unknown): unknown => (typeof input === 'string' && input.trim() !== '' ? Number(input) : input);
const numbers = (input: unknown): unknown => (typeof input === 'string' ? input.split(',').map(numeric) : input);

interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit?: string;
}

/** A whole number with a default. */
export function integerParameter(description: string, fallback: number, range: Range = {}) {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = range;
  return describe(
    z.preprocess(numeric, z.int().min(minimum).max(maximum)).default(fallback),
    'integer',
    description,
    range,
  );
}

/** A whole number that is chosen from the data when left out. */
export function optionalIntegerParameter(description: string, range: Range = {}) {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = range;
  return describe(z.preprocess(numeric, z.int().min(minimum).max(maximum)).optional(), 'integer', description, range);
}

/** A real number with a default. */
export function realParameter(description: string, fallback: number, range: Range = {}) {
  const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = range;
  return describe(
    z.preprocess(numeric, z.number().min(minimum).max(maximum)).default(fallback),
    'real',
    description,
    range,
  );
}

/** One of a few words. */
export function choiceParameter<const Option extends string>(
  description: string,
  options: readonly [Option, ...Option[]],
  fallback: Option,
) {
  const schema = z
    .enum(options)
    .optional()
    .transform((value): Option => value ?? fallback);
  return describe(schema, 'choice', description, { options });
}

/** Several of a few words, joined by commas in any order; the value is the option that has the same ones. */
export function choicesParameter<const Option extends string>(
  description: string,
  options: readonly [Option, ...Option[]],
  fallback: Option,
) {
  const sorted = (text: string): string =>
    text
      .split(',')
      .map((word) => word.trim())
      .sort()
      .join();
  const inOrder = (input: unknown): unknown =>
    typeof input === 'string' ? (options.find((option) => sorted(option) === sorted(input)) ?? input) : input;
  const schema = z.preprocess(inOrder, z.enum(options).optional()).transform((value): Option => value ?? fallback);
  return describe(schema, 'choice', description, { options });
}

/** Words. */
export function textParameter(description: string) {
  return describe(z.string().min(1), 'text', description);
}

/** Words that may be left out. */
export function optionalTextParameter(description: string) {
  return describe(z.string().min(1).optional(), 'text', description);
}

/** Whole numbers written `1,2,3`; chosen from the data when left out. */
export function integersParameter(description: string, range: Range = {}) {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = range;
  return describe(
    z.preprocess(numbers, z.array(z.int().min(minimum).max(maximum)).min(1)).optional(),
    'integers',
    description,
    range,
  );
}

/** Pairs of coordinates written `0-1,2-3`; all consecutive pairs when left out. */
export function planesParameter(description: string) {
  const parse = (input: unknown): unknown =>
    typeof input === 'string' ? input.split(',').map((pair) => pair.split('-').map(numeric)) : input;
  return describe(
    z.preprocess(parse, z.array(z.tuple([z.int().min(0), z.int().min(0)])).min(1)).optional(),
    'planes',
    description,
  );
}

/** A shape written `28x28` or `28x28x3`; from the data where known when left out. */
export function shapeParameter(description: string) {
  const parse = (input: unknown): unknown => (typeof input === 'string' ? input.split('x').map(numeric) : input);
  return describe(z.preprocess(parse, z.array(z.int().min(1)).min(1).max(3)).optional(), 'shape', description);
}

/** Factors of a product, as text: see parseFactors. */
export function factorsParameter(description: string, fallback: string) {
  return describe(z.string().min(1).default(fallback), 'factors', description);
}

/** Descriptions of all parameters of a schema made by the functions of this file. */
export function describeParameters(schema: z.ZodObject): readonly ParameterDescription[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const known = described.get(field);
    if (known === undefined)
      throw new Error(`The parameter '${name}' was not made by a function of registry/parameters.`);
    const { success, data: initial } = z.safeParse(field, undefined);
    return { name, ...known, default: initial ?? null, optional: success && initial === undefined };
  });
}
