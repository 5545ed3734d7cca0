import { expect, it } from 'vitest';
import { randomStream } from './random-stream';
import { spanningTreeLength } from './spanning-tree-length';

it('is the length that Kruskal’s algorithm finds', () => {
  const random = randomStream(['spanning tree']);
  const count = 40;
  const places = Array.from({ length: count }, () => [random.uniform(), random.uniform()] as const);
  const square = (i: number, j: number): number =>
    Math.fround(
      ((places[i]?.[0] ?? 0) - (places[j]?.[0] ?? 0)) ** 2 + ((places[i]?.[1] ?? 0) - (places[j]?.[1] ?? 0)) ** 2,
    );
  const squares = Float32Array.from({ length: count * count }, (_, at) => square(Math.floor(at / count), at % count));
  const members = Int32Array.from({ length: 30 }, (_, i) => i + 5);
  const edges = Array.from(members).flatMap((i) => Array.from(members, (j) => ({ i, j, length: square(i, j) })));
  edges.sort((a, b) => a.length - b.length);
  const tree = Array.from({ length: count }, (_, i) => i);
  let expected = 0;
  for (const { i, j, length } of edges) {
    const [a, b] = [tree[i], tree[j]];
    if (a === b) continue;
    expected += length ** 0.75;
    for (let k = 0; k < count; k++) if (tree[k] === a) tree[k] = b ?? k;
  }
  expect(spanningTreeLength(squares, count, members, 1.5)).toBeCloseTo(expected, 9);
});
