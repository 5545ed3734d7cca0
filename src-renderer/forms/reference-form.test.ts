import { describe, expect, it } from 'vitest';
import { groupRegistry } from '#core/groups/registry';
import type { Definition } from '#core/registry/definition';
import { describeParameters } from '#core/registry/parameters';
import { resolveReference } from '#core/registry/reference';
import { taskRegistry } from '#core/spaces/registry';
import {
  defaultText,
  idOf,
  parameterProblem,
  parameterText,
  withParameter,
  type ParameterSummary,
} from './reference-form';

const parametersOf = (definitions: readonly Definition[]): [string, ParameterSummary][] =>
  definitions.flatMap(({ id, parameters }) =>
    describeParameters(parameters).map((description): [string, ParameterSummary] => [
      id,
      { ...description, options: [...(description.options ?? [])] },
    ]),
  );
const named = (name: string, type: string, more: Partial<ParameterSummary> = {}): ParameterSummary => ({
  name,
  type,
  description: '',
  default: null,
  optional: true,
  ...more,
});

describe.each([
  ['task', parametersOf(taskRegistry.all), (text: string): unknown => resolveReference(taskRegistry, text)],
  ['group', parametersOf(groupRegistry.all), (text: string): unknown => resolveReference(groupRegistry, text)],
])('withParameter, for every parameter of every %s', (_, parameters, resolve) => {
  it.each(parameters)('leaves %s as it is where a field says the default', (id, parameter) => {
    expect(withParameter(id, parameter, defaultText(parameter))).toBe(id);
    const needed = parameter.type === 'text' && !parameter.optional;
    expect(parameterProblem(parameter, defaultText(parameter))).toBe(needed ? 'needed' : null);
  });

  const texts: Readonly<Record<string, string>> = {
    integers: '1,2',
    planes: '0-1,2-3',
    shape: '4x4',
    text: 'x',
    factors: 'sphere*circle',
  };
  it.each(parameters)('makes a reference of %s that the registry takes', (id, parameter) => {
    const text =
      texts[parameter.type] ??
      parameter.options?.at(-1) ??
      String((parameter.minimum ?? 1) + (parameter.type === 'real' ? 0.5 : 1));
    if (parameterProblem(parameter, text) !== null) return;
    // Beside it what cannot be left out.
    const needed = parameters.flatMap(([owner, other]) =>
      owner === id && other.type === 'text' && !other.optional ? [other] : [],
    );
    const complete = needed.reduce((reference, other) => withParameter(reference, other, 'x'), id);
    const reference = withParameter(complete, parameter, text);
    expect(idOf(reference)).toBe(id);
    if (text !== defaultText(parameter)) expect(parameterText(reference, parameter.name)).toBe(text);
    expect(() => resolve(reference)).not.toThrow();
  });
});

describe('withParameter', () => {
  it('keeps the other parameters, and drops what was emptied', () => {
    const order = named('order', 'integer', { default: 3 });
    const both = withParameter('cyclic?planes=0-1', order, '5');
    expect(both).toBe('cyclic?order=5&planes=0-1');
    expect(withParameter(both, order, ' ')).toBe('cyclic?planes=0-1');
    expect(withParameter(both, order, '3')).toBe('cyclic?planes=0-1');
  });
});

describe('parameterProblem', () => {
  it.each([
    ['integer', '2.5', 'whole'],
    ['integer', 'x', 'not a number'],
    ['integer', '0', 'at least 1'],
    ['integer', '10', 'at most 9'],
    ['integers', '1,,2', 'not a number'],
    ['planes', '0', 'pairs'],
    ['shape', '28', null],
    ['shape', '28xx', 'shape'],
    ['real', '1.5', null],
  ])('of %s ‘%s’ is %s', (type, text, problem) => {
    const found = parameterProblem(named('p', type, { minimum: 1, maximum: 9 }), text);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toContain(problem);
  });
});
