import { describe, expect, it } from 'vitest';
import { CancelledError } from '../errors';
import { trivialGroup } from '../groups/trivial';
import { randomStream } from '../mathematics/random-stream';
import { selectReplicas, type TrainingState } from '../networks/training-state';
import { resolveSpace } from '../spaces/registry';
import { unwatchedWork, type Work } from '../work';
import { seedCodebook } from './seed-codebook';

const [count, size] = [300, 2400] as const;
const { space } = resolveSpace('sphere?dimension=6');
const pool = space.sample(size, randomStream(['pool']));
const seed = (work: Work): ReturnType<typeof seedCodebook> =>
  seedCodebook(pool, count, trivialGroup(space.ambientDimension), randomStream(['seeds']), work);

describe('seedCodebook', () => {
  it('takes points of the pool, none of them twice', async () => {
    const { values, dimension } = await seed(unwatchedWork);
    const rowAt = (all: ArrayLike<number>, i: number): string =>
      Array.from({ length: dimension }, (_, k) => all[i * dimension + k]).join();
    const known = new Set(Array.from({ length: size }, (_, i) => rowAt(pool.values, i)));
    const found = new Set(Array.from({ length: count }, (_, i) => rowAt(values, i)));
    expect(found.size).toBe(count);
    for (const row of found) expect(known).toContain(row);
  });

  it('goes on bit for bit where it was interrupted', async () => {
    const undisturbed = await seed(unwatchedWork);
    const kept: TrainingState[] = [];
    const training: Work['training'] = {
      load: (names) => kept.flatMap((state) => selectReplicas(state, names) ?? [])[0],
      due: () => false,
      keep: (state) => void kept.unshift(state),
      observe: () => undefined,
      measure: () => undefined,
    };
    const places: number[] = [];
    const watched = (until: number): Work => ({
      training,
      checkpoint: ({ current }) => {
        places.push(current);
        return current >= until ? Promise.reject(new CancelledError()) : Promise.resolve();
      },
    });
    await expect(seed(watched(4))).rejects.toBeInstanceOf(CancelledError);
    expect(kept[0]).toMatchObject({ step: 4 });
    places.length = 0;
    expect(await seed(watched(Infinity))).toEqual(undisturbed);
    expect(places[0]).toBe(4);
  });
});
