import type { OrbitDistances, RunSpace } from '#contract/orbits';
import { resolveGroup } from '#core/groups/registry';
import { rowOf } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { describe, expect, it } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useOrbitInspector } from './use-orbit-inspector';

const random = randomStream(['inspector']);
const { group } = resolveGroup('so2', { ambientDimension: 4 });
const rows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);
const all = normalPoints(random, 6, 4);
// Of six training points the last was not shown.
const training = { ...all, count: 5, values: all.values.subarray(0, 20), rows: rows(5), of: 6 };
const samples = normalPoints(random, 3, 4);
const space: RunSpace = {
  run: {
    ...{ id: 'r', sweepId: 's', hash: 'h', curve: 'so2', group: 'so2', trainer: 'memoriser', n: 6, replicate: 0 },
    ...{ state: 'finished', gap: 1, standardError: 0.1, generalization: null, generalizationStandardError: null },
    ...{ seconds: 1, memory: null, error: null },
  },
  sweep: { id: 's', name: 'A sweep', task: 'torus', seed: 1, testPoints: 2, samples: 3 },
  layout: { kind: 'plain' },
  dimension: 4,
  group: { reference: 'so2', label: 'Rotations SO(2)', exact: true },
  symmetric: true,
  training,
  test: { ...normalPoints(random, 2, 4), rows: rows(2), of: 2 },
  outputs: { ...samples, rows: rows(3), of: 3, kind: 'samples', hypotheses: 1 },
  components: { mean: new Float64Array(4), axes: new Float64Array(16), shares: [] },
  hypotheses: null,
  problem: null,
};
const distances: OrbitDistances = {
  outputs: { places: Int32Array.of(0, 2), nearest: Int32Array.of(3, 5), distances: Float64Array.of(0.1, 0.2) },
  test: { places: rows(2), nearest: Int32Array.of(0, 1), distances: Float64Array.of(1, 1) },
  spacing: null,
  ...{ meanSpacing: 1, meanSpacingError: null, threshold: 0.1, memorised: 0, covered: 0 },
  further: { count: 1, dimension: 4, values: all.values.subarray(20), rows: Int32Array.of(5), of: 6 },
};

describe('the inspector of orbits', () => {
  it('aligns the nearest training point, and moves it along its orbit by the sliders', async () => {
    await effectScope().run(async () => {
      const under = shallowRef<'group' | 'identity'>('group');
      const inspector = useOrbitInspector(
        () => space,
        () => distances,
        () => under.value,
      );
      expect(inspector.alignment.value).toBeNull();
      inspector.chosen.value = { set: 'outputs', place: 2 };
      await nextTick();
      const found = inspector.alignment.value;
      expect(found?.row).toBe(5);
      expect(found?.training).toEqual(rowOf(all, 5));
      // No angle of a fine grid brings it nearer.
      const distance = (angle: number): number => {
        const moved = new Float64Array(4);
        group.act(Float64Array.of(angle), rowOf(all, 5), moved);
        return Math.hypot(...Array.from(rowOf(samples, 2), (value, k) => value - (moved[k] ?? 0)));
      };
      const best = Math.min(...Array.from({ length: 20_000 }, (_, i) => distance((2 * Math.PI * i) / 20_000)));
      expect(found?.distance).toBeLessThanOrEqual(best + 1e-12);
      expect(found?.distance).toBeGreaterThan(best - 1e-6);
      expect(inspector.moved.value).toEqual(found?.aligned);

      inspector.values.value = [1.25];
      const { moved } = inspector;
      const turned = (found?.element[0] ?? NaN) + 1.25;
      expect(Math.hypot(...Array.from(moved.value ?? [], (value, k) => value - (rowAt(turned)[k] ?? 0)))).toBeLessThan(
        1e-12,
      );

      // Another point starts from where it is aligned; one that was not measured has no orbit to show.
      inspector.chosen.value = { set: 'outputs', place: 1 };
      await nextTick();
      expect(inspector.values.value).toEqual([0]);
      expect(inspector.alignment.value).toBeNull();
      inspector.chosen.value = { set: 'training', place: 4 };
      expect(inspector.alignment.value).toMatchObject({ row: 4, distance: 0 });
      under.value = 'identity';
      inspector.chosen.value = { set: 'test', place: 1 };
      const plain = Array.from(
        inspector.pointAt({ set: 'test', place: 1 }) ?? [],
        (y, k) => y - (rowOf(all, 1)[k] ?? 0),
      );
      expect(inspector.alignment.value?.distance).toBeCloseTo(Math.hypot(...plain), 12);
    });

    function rowAt(angle: number): Float64Array {
      const out = new Float64Array(4);
      group.act(Float64Array.of(angle), rowOf(all, 5), out);
      return out;
    }
  });
});
