import { describe, expect, it } from 'vitest';
import { resolveGroup } from '#core/groups/registry';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { discreteElements } from '#core/orbits/discrete-elements';
import { orbitPieces } from '#core/orbits/orbit-pieces';
import { cases, farthest, inner, moved } from './group-cases';

describe.each(cases)('orbits of $reference on R^$ambientDimension', (context) => {
  const { group } = resolveGroup(context.reference, context);
  const D = context.ambientDimension;
  const random = randomStream(['orbits', context.reference, D]);
  const x = rowOf(normalPoints(random, 1, D), 0);
  const quotientDistance = (y: Float64Array | Float32Array): number =>
    Math.sqrt(Math.max(0, inner(y, y) + inner(x, x) - 2 * group.alignPair(y, x).value));

  it('are drawn of points at quotient distance 0 from their own', () => {
    const { copies, copiesOf, lines } = orbitPieces(group, x, { copies: 24, parameters: 4, segments: [16, 64] });
    expect(farthest(rowOf(copies, 0), x)).toBeLessThan(1e-12);
    expect(copies.count).toBe(Math.min(24, copiesOf));
    expect(lines.length === 0).toBe((group.sliders ?? []).length === 0);
    const size = Math.sqrt(inner(x, x));
    // 1e−7 of the size: a distance is the root of a difference that rounding leaves.
    const every = (points: typeof copies): void => {
      for (let i = 0; i < points.count; i++) expect(quotientDistance(rowOf(points, i))).toBeLessThan(3e-7 * size);
    };
    every(copies);
    // Beyond a few points alignments of S_k × O(d) are searched for, and dear.
    for (const line of lines.slice(0, 3)) {
      expect(farthest(rowOf(line, 0), rowOf(line, line.count - 1))).toBe(0);
      every(line);
    }
  });

  it('have steps that begin with the identity and, where they can be counted, reach every element', () => {
    const { elements, of } = discreteElements(group, 3000);
    for (const steps of group.steps ?? []) expect(farthest(moved(group, steps.element(0), x), x)).toBeLessThan(1e-12);
    if (group.dimension > 0 || group.order > 3000) return;
    expect(of).toBe(group.order);
    const reached = new Set(elements.map((g) => g.join()));
    expect(reached.size).toBe(group.order);
    for (const g of group.elements?.() ?? []) expect(reached.has(g.join())).toBe(true);
  });

  it('have elements that are said in words, differently where they act differently', () => {
    for (let i = 0; i < 20; i++) {
      const g = group.sample(random);
      const text = group.describe(g);
      expect(text).not.toMatch(/NaN|undefined|Infinity|-\d/);
      expect(text.length).toBeGreaterThan(5);
      expect(group.describe(g)).toBe(text);
    }
    if (group.order > 200) return;
    const texts = [...(group.elements?.() ?? [])].map((g) => group.describe(g));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
