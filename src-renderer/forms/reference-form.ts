import { formatReference, parseReference, type Reference } from '#core/registry/reference';
import type { ExtensionSummary } from '#contract/registry';

export type ParameterSummary = ExtensionSummary['parameters'][number];

/** A reference as text with one parameter set, or left to its default where the text is empty or says the default. */
export function withParameter(text: string, parameter: ParameterSummary, value: string): string {
  return withText(text, parameter.name, value.trim() === defaultText(parameter) ? '' : value.trim());
}

/** The same with the default said, where there is one. */
export function withValue(text: string, parameter: ParameterSummary, value: string): string {
  return withText(text, parameter.name, value.trim() || defaultText(parameter));
}

function withText(text: string, name: string, value: string): string {
  const { id, parameters } = readReference(text);
  const rest = Object.fromEntries(Object.entries(parameters).filter(([other]) => other !== name));
  return formatReference({ id, parameters: value === '' ? rest : { ...rest, [name]: value } });
}

/** What the reference says of a parameter; '' where it says nothing. */
export function parameterText(text: string, name: string): string {
  return readReference(text).parameters[name] ?? '';
}

/** The id of a reference that may still be being typed. */
export function idOf(text: string): string {
  return readReference(text).id;
}

/** A parameter's default as it would be typed. */
export function defaultText(parameter: ParameterSummary): string {
  return parameter.default === null || parameter.default === undefined
    ? ''
    : writeValue(parameter.default, parameter.type);
}

function writeValue(value: unknown, type: string): string {
  if (!Array.isArray(value)) return String(value);
  const separator = type === 'shape' ? 'x' : ',';
  return value.map((item: unknown) => (Array.isArray(item) ? item.join('-') : String(item))).join(separator);
}

/** What is wrong with a parameter's text, in a few words; null where nothing is. The engine checks again. */
export function parameterProblem(parameter: ParameterSummary, text: string): string | null {
  const value = text.trim();
  if (value === '') return parameter.type === 'text' && !parameter.optional ? 'needed' : null;
  const { minimum = -Infinity, maximum = Infinity } = parameter;
  const numberProblem = (piece: string, whole: boolean): string | null => {
    const number = piece.trim() === '' ? NaN : Number(piece);
    if (!Number.isFinite(number)) return `‘${piece}’ is not a number`;
    if (whole && !Number.isInteger(number)) return `${piece} is not a whole number`;
    if (number < minimum) return `at least ${minimum}`;
    return number > maximum ? `at most ${maximum}` : null;
  };
  switch (parameter.type) {
    case 'integer':
      return numberProblem(value, true);
    case 'real':
      return numberProblem(value, false);
    case 'integers':
      return (
        value
          .split(',')
          .map((piece) => numberProblem(piece, true))
          .find((problem) => problem !== null) ?? null
      );
    case 'planes':
      return value.split(',').every((piece) => /^\s*\d+\s*-\s*\d+\s*$/.test(piece)) ? null : 'pairs such as 0-1,2-3';
    case 'shape':
      return /^\d+(x\d+){0,2}$/.test(value) ? null : 'a shape such as 28x28';
    default:
      return null;
  }
}

/** How a parameter's field hints at what to type. */
export function parameterHint(parameter: ParameterSummary): string {
  if (parameter.optional) return 'from the data';
  const examples: Readonly<Record<string, string>> = { planes: '0-1,2-3', shape: '28x28', integers: '1,2' };
  return defaultText(parameter) || examples[parameter.type] || '';
}

function readReference(text: string): Reference {
  try {
    return parseReference(text);
  } catch {
    // Text that is still being typed in the JSON view; its id is what can be told of it.
    return { id: text.split('?')[0] ?? '', parameters: {} };
  }
}
