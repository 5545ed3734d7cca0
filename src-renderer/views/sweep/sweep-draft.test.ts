import { describe, expect, it } from 'vitest';
import { sweepDeclaration } from '#contract/sweep';
import { checkDeclaration, draftOf, firstDraft, inputOf, parseDeclaration } from './sweep-draft';

describe('a draft', () => {
  it.each([{ sizes: { from: 4, to: 64, count: 5 } }, { sizes: [3, 9, 27] }])(
    'comes back as the declaration that it came from: %j',
    ({ sizes }) => {
      const declaration = sweepDeclaration.parse({
        name: 'x',
        task: 'torus?dimension=3',
        groups: ['trivial', 'so2'],
        sizes,
        seed: 5,
      });
      expect(checkDeclaration(inputOf(draftOf(declaration)))).toEqual({ ok: true, declaration });
    },
  );

  it('takes defaults for fields that were emptied', () => {
    const checked = checkDeclaration(inputOf({ ...firstDraft(), name: ' ', replicates: null, seed: null }));
    expect(checked).toMatchObject({ ok: true, declaration: { name: 'Untitled sweep', replicates: 8, seed: 1 } });
  });

  it('names what is wrong', () => {
    expect(checkDeclaration(inputOf({ ...firstDraft(), groups: [] }))).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^groups:/),
    });
    expect(parseDeclaration('{')).toMatchObject({ ok: false, problem: expect.stringContaining('JSON') });
    expect(parseDeclaration('{"task": "torus", "sizes": [1], "colour": "red"}')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('colour'),
    });
  });
});
