import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Definition } from './definition';
import type { Registry } from './registry';

/** An extension with its parameters, as a user writes it: `torus?dimension=3`. */
export interface Reference {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Splits `id?key=value&key=value`; keys may not repeat. In values `%26` stands for `&` and `%25` for `%`; any other `%` is itself. */
export function parseReference(text: string): Reference {
  const mark = text.indexOf('?');
  const id = (mark < 0 ? text : text.slice(0, mark)).trim();
  if (id === '') throw new ExpectedError('invalid-input', `'${text}': expected id?key=value&…`);
  const parameters = new Map<string, string>();
  for (const part of mark < 0 ? [] : text.slice(mark + 1).split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = part.slice(0, equals);
    if (equals < 1) throw new ExpectedError('invalid-input', `'${text}': '${part}' is not key=value.`);
    if (parameters.has(key)) throw new ExpectedError('invalid-input', `'${text}': '${key}' is given twice.`);
    parameters.set(
      key,
      part
        .slice(equals + 1)
        .replaceAll('%26', '&')
        .replaceAll('%25', '%'),
    );
  }
  // Own properties only, `__proto__` among them.
  return { id, parameters: Object.fromEntries(parameters) };
}

/**
 * Writes a reference with its keys in order, values as they were given. The same settings can still have several texts (`2` and
 * `2.0`, a default that is given or left out): what has to recognise them compares the parsed parameters.
 */
export function formatReference(reference: Reference): string {
  const pairs = Object.keys(reference.parameters)
    .sort()
    .map((key) => `${key}=${encodeValue(reference.parameters[key] ?? '')}`);
  return pairs.length === 0 ? reference.id : `${reference.id}?${pairs.join('&')}`;
}

/** A value as it stands in a reference's text. As little changes as needed: texts written before there was an encoding read the same. */
export function encodeValue(value: string): string {
  return value.replaceAll(/%(?=2[56])/g, '%25').replaceAll('&', '%26');
}

/**
 * Finds the definition that a text names and checks its parameters; unknown parameters are an error that names them.
 * @returns the definition, its checked parameters and the parsed reference
 */
export function resolveReference<Entry extends Definition>(
  registry: Registry<Entry>,
  text: string,
): { definition: Entry; parameters: z.output<Entry['parameters']>; reference: Reference } {
  const reference = parseReference(text);
  const definition = registry.get(reference.id);
  const parsed = z.strictObject(definition.parameters.shape).safeParse(reference.parameters);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined ? '' : issue.path.map(String).join('.');
    const known = Object.keys(definition.parameters.shape).join(', ') || 'none';
    const problem =
      issue?.code === 'unrecognized_keys'
        ? `${issue.message}; its parameters: ${known}`
        : `${where}: ${issue?.message ?? 'invalid'}`;
    throw new ExpectedError('invalid-input', `The ${registry.kind} '${text}': ${problem}.`);
  }
  // The definition's own schema has just checked the parameters.
  return { definition, parameters: parsed.data as z.output<Entry['parameters']>, reference };
}
