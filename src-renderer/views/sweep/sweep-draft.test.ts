import { describe, expect, it } from 'vitest';
import { sweepDeclaration } from '#contract/sweep';
import { checkDeclarations, declarationsText, draftOf, firstDraft, inputsOf, parseDeclarations } from './sweep-draft';

const declare = (more: object = {}) =>
  sweepDeclaration.parse({
    name: 'x',
    task: 'torus?dimension=3',
    groups: ['trivial', 'so2'],
    sizes: [3],
    seed: 5,
    ...more,
  });

describe('a draft', () => {
  it.each([{ sizes: { from: 4, to: 64, count: 5 } }, { sizes: [3, 9, 27] }])(
    'comes back as the declaration that it came from: %j',
    ({ sizes }) => {
      const declaration = declare({ sizes });
      expect(checkDeclarations(inputsOf(draftOf([declaration])))).toEqual({ ok: true, declarations: [declaration] });
    },
  );

  it('with several tasks is a sweep of each, named by what differs, and comes back as such', () => {
    const draft = { ...firstDraft(), name: 'tori', tasks: ['torus?dimension=3', 'torus?dimension=4'] };
    const checked = checkDeclarations(inputsOf(draft));
    expect(checked).toMatchObject({
      declarations: [
        { name: 'tori, dimension = 3', task: 'torus?dimension=3' },
        { name: 'tori, dimension = 4', task: 'torus?dimension=4' },
      ],
    });
    if (!checked.ok) throw new Error('They were not taken.');
    expect(draftOf(checked.declarations)).toEqual(draft);
    expect(parseDeclarations(declarationsText(checked.declarations))).toEqual(checked);
  });

  it('takes defaults for fields that were emptied', () => {
    const checked = checkDeclarations(inputsOf({ ...firstDraft(), name: ' ', replicates: null, seed: null }));
    expect(checked).toMatchObject({ ok: true, declarations: [{ name: 'Untitled sweep', replicates: 8, seed: 1 }] });
  });

  it.each([
    [{ groups: [] }, 'groups', /Choose at least one/],
    [{ list: '4, x' }, 'sizes', /Whole numbers above 0/],
    [{ replicates: 0 }, 'replicates', /1/],
  ])('says in which field it is wrong: %j', (wrong, field, text) => {
    expect(checkDeclarations(inputsOf({ ...firstDraft(), ...wrong }))).toMatchObject({
      ok: false,
      problem: { field, text: expect.stringMatching(text) },
    });
  });
});

describe('JSON text', () => {
  it.each([
    ['{', /JSON/],
    ['{"task": "torus", "sizes": [1], "colour": "red"}', /colour/],
    ['[]', /no sweep/],
    ['[{"task": "torus", "sizes": [1]}, {"task": "circle", "sizes": [2]}]', /may differ in their task/],
  ])('that is no sweep is refused: %s', (text, problem) => {
    expect(parseDeclarations(text)).toMatchObject({ ok: false, problem: { text: expect.stringMatching(problem) } });
  });
});
