import type { ExtensionSummary } from '#contract/registry';
import { defaultText, idOf, parameterText, withParameter, withValue, type ParameterSummary } from './reference-form';

/** One extension with one or several values of each of its parameters: it stands for all their combinations. */
export interface ReferenceGrid {
  readonly id: string;
  /** By the parameter's name; '' is the default. What is not named here is left to its default. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Numbers are parted by commas; what may hold commas itself by semicolons. */
export function separatorOf({ type }: Pick<ParameterSummary, 'type'>): ',' | ';' {
  return type === 'integer' || type === 'real' ? ',' : ';';
}

/** The values that a field's text gives, each once; one empty value where it is empty. */
export function splitValues(parameter: Pick<ParameterSummary, 'type'>, text: string): readonly string[] {
  const pieces = text
    .split(separatorOf(parameter) === ',' ? /[,;\s]+/ : ';')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  return pieces.length === 0 ? [''] : [...new Set(pieces)];
}

/** Values as a field shows them: a default beside others by its value. */
export function joinValues(parameter: ParameterSummary, values: readonly string[]): string {
  if (values.length < 2) return values[0] ?? '';
  return values.map((value) => value || defaultText(parameter)).join(`${separatorOf(parameter)} `);
}

/** All combinations of a grid as references, the last parameter changing fastest. */
export function referencesOf(
  { id, values }: ReferenceGrid,
  parameters: readonly ParameterSummary[],
): readonly string[] {
  return parameters.reduce<readonly string[]>(
    (references, parameter) => {
      const several = values[parameter.name] ?? [''];
      // Among several values the default is said, so that each is named by its own.
      const put = several.length > 1 ? withValue : withParameter;
      return references.flatMap((reference) => several.map((value) => put(reference, parameter, value)));
    },
    [id],
  );
}

/**
 * References as few grids: those of one extension become one where they are all combinations of some values, and stay apart otherwise.
 * In the order in which extensions come first.
 */
export function gridsOf(references: readonly string[], extensions: readonly ExtensionSummary[]): ReferenceGrid[] {
  const ids = [...new Set(references.map(idOf))];
  return ids.flatMap((id) => {
    const own = references.filter((reference) => idOf(reference) === id);
    const names = (extensions.find((extension) => extension.id === id)?.parameters ?? []).map(({ name }) => name);
    const together = gridOf(id, names, own);
    const product = names.reduce((size, name) => size * (together.values[name]?.length ?? 1), 1);
    return product === own.length && new Set(own).size === own.length
      ? [together]
      : own.map((reference) => gridOf(id, names, [reference]));
  });
}

function gridOf(id: string, names: readonly string[], references: readonly string[]): ReferenceGrid {
  const values = names.map((name) => [name, [...new Set(references.map((one) => parameterText(one, name)))]] as const);
  return { id, values: Object.fromEntries(values) };
}

/** All references of several grids. */
export function allReferences(grids: readonly ReferenceGrid[], extensions: readonly ExtensionSummary[]): string[] {
  return grids.flatMap((grid) => referencesOf(grid, extensions.find(({ id }) => id === grid.id)?.parameters ?? []));
}
