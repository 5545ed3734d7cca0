import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { groupRegistry } from '#core/groups/registry';
import { definitions, type Term } from '../../definitions/definitions';
import { topicOf, type HelpTopic } from '../../definitions/help-topics';
import { foundTerms } from './found-terms';
import { helpContent, type HelpBlock } from './help-content';
import { knownSpaces } from './known-spaces';

const texts = (block: HelpBlock): readonly string[] =>
  typeof block === 'string' ? [block] : 'tex' in block ? [`$${block.tex}$`] : block.list;

describe('the help', () => {
  it('has formulas that can be typeset, every one', () => {
    const all = [
      ...Object.values(helpContent).flatMap((blocks) => blocks.flatMap(texts)),
      ...Object.values(definitions).flatMap((one) => ('formula' in one ? [`$${one.formula}$`] : [])),
      ...knownSpaces.map(({ formula }) => `$${formula}$`),
    ];
    for (const text of all) {
      const pieces = text.split('$');
      // An odd number of marks would swallow the rest of a paragraph.
      expect(pieces.length % 2, text).toBe(1);
      for (const [at, piece] of pieces.entries())
        if (at % 2 === 1)
          expect(() => katex.renderToString(piece, { throwOnError: true, strict: 'error' })).not.toThrow();
    }
  });

  it('says more of most terms than the glossary does', () => {
    const terms = Object.keys(definitions) as Term[];
    const elsewhere = terms.filter((term) => topicOf(term) !== 'glossary');
    expect(elsewhere.length).toBeGreaterThan(terms.length / 2);
    // Every part of the mathematics is led to.
    const reached = new Set(elsewhere.map(topicOf));
    expect(Object.keys(helpContent).filter((topic) => !reached.has(topic as HelpTopic))).toEqual([]);
  });

  it('finds terms by all their words, in the order of letters', () => {
    const terms = [
      { title: 'Window', text: 'of a fit' },
      { title: '95 % interval', text: 'values not rejected' },
      { title: 'Fit', text: 'a window and a law' },
    ];
    expect(foundTerms(terms, '').map(({ title }) => title)).toEqual(['Fit', '95 % interval', 'Window']);
    expect(foundTerms(terms, 'WINDOW law').map(({ title }) => title)).toEqual(['Fit']);
    expect(foundTerms(terms, 'nothing')).toEqual([]);
  });

  // The values of the mathematics' table, found by simulation, independently of the formulas here.
  it.each([
    ['Circle', 19.739],
    ['Circle modulo C₅', 0.7896],
    ['… modulo the diagonal SO(2)', 9.8696],
    ['Torus of three dimensions', 13.715],
    ['3-sphere', 2.537],
    ['5-sphere modulo SO(2)', 0.8862],
    ['Cube of three dimensions', 0.3474],
  ])('writes the constant of %s as it is', (name, constant) => {
    const found = knownSpaces.find((space) => space.name === name);
    expect((found?.constant ?? NaN) / constant).toBeCloseTo(1, 3);
  });

  it('names groups that there are', () => {
    for (const { group } of knownSpaces) expect(() => groupRegistry.get(group.split('?')[0] ?? '')).not.toThrow();
  });
});
