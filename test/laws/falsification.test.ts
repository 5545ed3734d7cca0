import { describe, expect, it } from 'vitest';
import { fitCurve } from '#core/fitting/fit-curve';
import { curveFromReplicates, type ReplicatedCurve } from '#core/fitting/gap-curve';
import { recommendedModel } from '#core/fitting/recommended-model';
import { testLaw } from '#core/fitting/test-law';
import { modelGap } from '#core/gap/model-gap';
import { resolveGroup } from '#core/groups/registry';
import { predict, type Prediction } from '#core/laws/predict';
import { randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { resolveTrainer } from '#core/trainers/registry';
import { unwatchedWork } from '#core/work';

/** The law, and a sweep's curve, of points that are really drawn and really searched for neighbours. */
async function setting(task: string, group: string, sizes: readonly number[]) {
  const resolved = resolveSpace(task);
  const { space } = resolved;
  const groupName = resolveGroup(group, { ambientDimension: space.ambientDimension, layout: space.layout });
  const prediction = await predict({ space, group: groupName.group, task: resolved, groupName }, sizes);
  return { space, group: groupName.group, prediction };
}

type Setting = Awaited<ReturnType<typeof setting>>;

async function sweep(
  { space, group }: Setting,
  sizes: readonly number[],
  trainer: string,
  seed: number,
  { replicates = 4, testPoints = 512 } = {},
): Promise<ReplicatedCurve> {
  const gaps: number[][] = [];
  for (const n of sizes) {
    const own: number[] = [];
    for (let replicate = 0; replicate < replicates; replicate++) {
      const random = randomStream(['falsification', seed, n, replicate]);
      let call = 0;
      const [model] = await resolveTrainer(trainer).trainer.train(
        [
          {
            training: space.sample(n, random.derive('training')),
            group,
            samples: 0,
            random: random.derive('run'),
            draw: (count) => space.sample(count, random.derive('draw').derive(call++)),
          },
        ],
        unwatchedWork,
      );
      if (model === undefined || 'failed' in model) throw new Error('No model.');
      const test = space.sample(testPoints, random.derive('test'));
      own.push((await modelGap({ predictionSet: model.predictionSet, group, testPoints: test }, unwatchedWork)).gap);
    }
    gaps.push(own);
  }
  return curveFromReplicates(sizes, gaps);
}

async function verdicts(
  task: string,
  group: string,
  sizes: readonly number[],
  trainer: 'memoriser' | 'lloyd',
  sweeps: number,
): Promise<Record<string, number>> {
  const here = await setting(task, group, sizes);
  const counts: Record<string, number> = {};
  for (let seed = 0; seed < sweeps; seed++) {
    const curve = await sweep(here, sizes, trainer, seed);
    const test = testLaw(curve, here.prediction, trainer === 'lloyd' ? 'quantisation' : 'iid');
    const verdict = test?.verdict ?? 'none';
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

const sizes = [16, 32, 64, 128, 256, 512];
const few = [12, 16, 24, 32, 48];

describe('the test of a law', () => {
  // Of twelve sweeps that follow the law, three or more are rejected at 5 % with a chance of 2 %.
  it.each([
    ['torus', 'so2'],
    ['sphere', 'trivial'],
    ['circle', 'trivial'],
    // The group's mirrors bound the quotient of a sphere, which has no boundary itself.
    ['sphere', 'permutation'],
    ['cube?dimension=3', 'trivial'],
    ['annulus', 'so2'],
  ])('does not reject real nearest neighbours on %s by %s', async (task, group) => {
    const { consistent = 0, deviates = 0 } = await verdicts(task, group, sizes, 'memoriser', 12);
    expect(consistent + deviates).toBe(12);
    expect(deviates).toBeLessThanOrEqual(2);
  });

  it.each([
    ['gaussian?dimension=3', 'trivial'],
    ['circle?concentration=3', 'trivial'],
    ['circle?concentration=20', 'trivial'],
    ['gaussian?dimension=4', 'so2'],
  ])('is not made on %s by %s, whose limit no size has reached', async (task, group) => {
    expect(await verdicts(task, group, sizes, 'memoriser', 3)).toEqual({ 'not-applicable': 3 });
  });

  it('is made at the sizes that have reached the limit, if they are enough', async () => {
    const all = [16, 64, 4096, 8192, 16384];
    const here = await setting('circle?concentration=3', 'trivial', all);
    const curve = await sweep(here, all, 'memoriser', 1);
    const test = testLaw(curve, here.prediction, 'iid');
    expect(test?.verdict).toBe('consistent');
    expect(test?.z.map((z) => z === null)).toEqual([true, true, false, false, false]);
    expect(test?.detail).toContain('n = 16, 64');
  });

  it.each([
    ['torus', 'trivial'],
    ['sphere', 'trivial'],
    ['cube', 'trivial'],
    ['cube?dimension=3', 'trivial'],
    ['gaussian', 'trivial'],
  ])('allows Lloyd’s algorithm its local optima on %s by %s', async (task, group) => {
    const { consistent = 0, deviates = 0 } = await verdicts(task, group, few, 'lloyd', 3);
    expect(consistent + deviates).toBe(3);
    expect(deviates).toBeLessThanOrEqual(1);
  });

  it('rejects a model that does not use the symmetry, and one that does not place its points', async () => {
    const [plain, turned] = [await setting('torus', 'trivial', sizes), await setting('torus', 'so2', sizes)];
    const curve = await sweep(plain, sizes, 'memoriser', 1);
    expect(testLaw(curve, turned.prediction, 'iid')?.verdict).toBe('deviates');
    expect(testLaw(curve, plain.prediction, 'quantisation')).toMatchObject({
      verdict: 'deviates',
      direction: 'above',
    });
    const quantised = await sweep(plain, few, 'lloyd', 1);
    const ofFew: Prediction = (await setting('torus', 'trivial', few)).prediction;
    expect(testLaw(quantised, ofFew, 'iid')).toMatchObject({ verdict: 'deviates', direction: 'below' });
  });

  it('says what it allows for', async () => {
    const here = await setting('torus?dimension=3', 'trivial', few);
    const curve = await sweep(here, few, 'lloyd', 1, { replicates: 2 });
    const detail = testLaw(curve, here.prediction, 'quantisation')?.detail;
    expect(detail).toBe('Up to 6.0 % above the law is allowed for. Up to 2.0 % below the law is allowed for.');
  });
});

describe('the recommended model', () => {
  it.each([
    ['cube?dimension=3', 'trivial', 'power-boundary', 3],
    ['sphere', 'permutation', 'power-boundary', 2],
    ['torus?dimension=3', 'trivial', 'power-curvature', 3],
    ['torus', 'so2', 'power', 1],
  ] as const)('of %s by %s is %s, and its interval covers d', async (task, group, model, dimension) => {
    const here = await setting(task, group, sizes);
    expect(recommendedModel(here.prediction)).toBe(model);
    let covered = 0;
    for (let seed = 0; seed < 10; seed++) {
      const { interval } = fitCurve(await sweep(here, sizes, 'memoriser', seed), { model });
      if ((interval[0] ?? 0) <= dimension && dimension <= (interval[1] ?? Infinity)) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(8);
  });
});
