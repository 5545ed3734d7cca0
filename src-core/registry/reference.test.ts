import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Definition } from './definition';
import {
  choiceParameter,
  choicesParameter,
  describeParameters,
  integerParameter,
  integersParameter,
  planesParameter,
  realParameter,
  shapeParameter,
} from './parameters';
import { formatReference, parseReference, resolveReference } from './reference';
import { createRegistry } from './registry';

const example: Definition = {
  id: 'example',
  label: 'Example',
  summary: 'Has one parameter of each kind.',
  parameters: z.object({
    order: integerParameter('How many', 3, { minimum: 1, maximum: 9 }),
    width: realParameter('How wide', 1.5, { minimum: 0, unit: 'pixels' }),
    kind: choiceParameter('Which', ['first', 'second'], 'first'),
    frequencies: integersParameter('Each plane’s frequency'),
    planes: planesParameter('Pairs of coordinates'),
    shape: shapeParameter('Rows × columns'),
    moves: choicesParameter('Ways', ['left', 'right', 'left,right'], 'left'),
  }),
};
const registry = createRegistry('thing', [example]);

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ExpectedError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseReference and formatReference', () => {
  it('are each other’s inverse, with keys put in order', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const value = fc.stringMatching(/^[a-zA-Z0-9.,x=?&%26-]{0,12}$/);
    fc.assert(
      fc.property(word, fc.dictionary(word, value), (id, parameters) => {
        const text = formatReference({ id, parameters });
        expect(parseReference(text)).toEqual({ id, parameters: { ...parameters } });
        const reversed = Object.fromEntries(Object.entries(parameters).reverse());
        expect(formatReference({ id, parameters: reversed })).toBe(text);
      }),
    );
  });

  it('writes & in values as %26, and leaves other values as they are', () => {
    const parameters = { path: 'a&b 50%.csv', other: '100%25 %2' };
    const text = formatReference({ id: 'data', parameters });
    expect(text).toBe('data?other=100%2525 %2&path=a%26b 50%.csv');
    expect(parseReference(text).parameters).toEqual(parameters);
    expect(parseReference('data?path=50%20a%2fb').parameters).toEqual({ path: '50%20a%2fb' });
  });

  it('keeps parameters whose names objects inherit', () => {
    expect(Object.keys(parseReference('so2?__proto__=3&constructor=1').parameters)).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(messageOf(() => resolveReference(registry, 'example?__proto__=3'))).toContain('__proto__');
    expect(messageOf(() => resolveReference(registry, 'example?toString=3'))).toContain('toString');
  });

  it.each(['', '?a=1', 'torus?dimension', 'torus?=2', 'torus?a=1&a=2'])('refuses %j', (text) => {
    expect(messageOf(() => parseReference(text))).toContain(`'${text}'`);
  });
});

describe('resolveReference', () => {
  it('reads every kind of parameter from text', () => {
    const { parameters } = resolveReference(
      registry,
      'example?order=4&width=2.5&kind=second&frequencies=1,-2&planes=0-1,2-3&shape=16x16x3&moves=right, left',
    );
    expect(parameters).toEqual({
      order: 4,
      width: 2.5,
      kind: 'second',
      frequencies: [1, -2],
      planes: [
        [0, 1],
        [2, 3],
      ],
      shape: [16, 16, 3],
      moves: 'left,right',
    });
  });

  it('fills in defaults', () => {
    expect(resolveReference(registry, 'example').parameters).toEqual({
      order: 3,
      width: 1.5,
      kind: 'first',
      moves: 'left',
    });
  });

  it.each([
    ['nothing', 'example'],
    ['example?ordre=4', 'ordre'],
    ['example?order=0', 'order'],
    ['example?order=2.5', 'order'],
    ['example?order=', 'order'],
    ['example?width=wide', 'width'],
    ['example?width=Infinity', 'width'],
    ['example?kind=third', 'kind'],
    ['example?planes=0', 'planes'],
    ['example?shape=0x4', 'shape'],
    ['example?frequencies=1,,2', 'frequencies'],
    ['example?moves=up,down', 'moves'],
    ['example?moves=left,left', 'moves'],
  ])('refuses %s and names %s', (text, name) => {
    expect(messageOf(() => resolveReference(registry, text))).toContain(name);
  });
});

describe('describeParameters', () => {
  it('tells a form all that it needs', () => {
    expect(describeParameters(example.parameters)).toEqual([
      { name: 'order', type: 'integer', description: 'How many', default: 3, minimum: 1, maximum: 9, optional: false },
      {
        name: 'width',
        type: 'real',
        description: 'How wide',
        default: 1.5,
        minimum: 0,
        unit: 'pixels',
        optional: false,
      },
      {
        name: 'kind',
        type: 'choice',
        description: 'Which',
        default: 'first',
        options: ['first', 'second'],
        optional: false,
      },
      { name: 'frequencies', type: 'integers', description: 'Each plane’s frequency', default: null, optional: true },
      { name: 'planes', type: 'planes', description: 'Pairs of coordinates', default: null, optional: true },
      { name: 'shape', type: 'shape', description: 'Rows × columns', default: null, optional: true },
      {
        name: 'moves',
        type: 'choice',
        description: 'Ways',
        default: 'left',
        options: ['left', 'right', 'left,right'],
        optional: false,
      },
    ]);
  });

  it('does not accept a parameter of unknown make', () => {
    expect(() => describeParameters(z.object({ free: z.string() }))).toThrow("'free'");
  });
});

describe('createRegistry', () => {
  it('refuses two definitions with one id', () => {
    expect(() => createRegistry('thing', [example, example])).toThrow("'example'");
  });
});
