import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, ExpectedError } from '#core/errors';
import { checkHypotheses } from '#core/gap/hypotheses';
import { scoreErrors } from '#core/gap/score-errors';
import { modelGap } from '#core/gap/model-gap';
import { nearestNeighbours } from '#core/gap/nearest-neighbours';
import type { Group } from '#core/groups/define-group';
import { resolveGroup } from '#core/groups/registry';
import { columnsOf, rowOf, zeroPoints, type Points } from '#core/mathematics/points';
import { randomStream } from '#core/mathematics/random-stream';
import type { TrainingLog } from '#core/networks/training-log';
import { selectReplicas, type TrainingState } from '#core/networks/training-state';
import { resolveSpace } from '#core/spaces/registry';
import type { Space } from '#core/spaces/define-space';
import type { Predictor, TrainedModel, TrainingOutcome, TrainingRun } from '#core/trainers/define-trainer';
import { createPosterior, scoreOf } from '#core/trainers/posterior';
import { resolveTrainer, trainerRegistry } from '#core/trainers/registry';
import { unwatchedWork, type Work } from '#core/work';
import '#main/backends/register-gradients';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

interface Setting {
  readonly space: Space;
  readonly group: Group;
}

function setting(task: string, group: string): Setting {
  const { space } = resolveSpace(task);
  const context = { ambientDimension: space.ambientDimension, layout: space.layout };
  return { space, group: resolveGroup(group, context).group };
}

/** A run whose points and random numbers depend on the seed alone. */
function runOf({ space, group }: Setting, n: number, seed: number, samples = 512): TrainingRun {
  let call = 0;
  return {
    training: space.sample(n, randomStream([seed, 'training set'])),
    group,
    layout: space.layout,
    samples,
    random: randomStream([seed, 'run']),
    draw: (count, key) => space.sample(count, randomStream([seed, 'draw', key ?? call++])),
  };
}

async function trainOne(trainer: string, run: TrainingRun): Promise<TrainedModel> {
  const [model] = await resolveTrainer(trainer).trainer.train([run], unwatchedWork);
  if (model === undefined) throw new Error('No model.');
  if ('failed' in model) throw new Error(model.failed);
  return model;
}

/** Networks so small, trained so shortly, that the laws are seen in a moment; they hold for the others too. */
function quick(id: string): string {
  const isNetwork = resolveTrainer(id).trainer.replicas === true;
  return isNetwork ? `${id}?steps=6&width=8&layers=1&frequencies=2&batch=16` : id;
}

/** Each point moved by one element of the group. */
function moved(points: Points, group: Group, g: Float64Array): Points {
  const out = zeroPoints(points.count, points.dimension);
  for (let i = 0; i < points.count; i++)
    group.act(g, rowOf(points, i), out.values.subarray(i * points.dimension, (i + 1) * points.dimension));
  return out;
}

/** The largest quotient distance from a point of either set to the other set. */
async function hausdorffDistance(a: Points, b: Points, group: Group): Promise<number> {
  const there = await nearestNeighbours({ queries: a, candidates: b, group, k: 1 }, unwatchedWork);
  const back = await nearestNeighbours({ queries: b, candidates: a, group, k: 1 }, unwatchedWork);
  return Math.sqrt(Math.max(...there.squaredDistances, ...back.squaredDistances));
}

const settings = [
  ['circle', 'trivial'],
  ['torus', 'so2'],
  ['circle', 'cyclic?order=3'],
  ['sphere', 'sign'],
] as const;

const imageSettings = [
  ['bumps-image?size=6&width=1', 'trivial'],
  ['bumps-image?size=6&width=1', 'pixel-shift'],
] as const;
const pairSettings = [
  ['ambiguous', 'trivial'],
  ['regression?target=twist', 'so2?frequencies=1,1,2,2'],
  ['regression?input=circle&frequency=4', 'cyclic?order=3&frequencies=1,4'],
  ['regression?input=circle&frequency=4', 'cyclic?order=40&frequencies=1,4'],
  ['regression?input=circle&frequency=1', 'dihedral?order=3'],
  ['regression?target=twist&frequency=1', 'sign'],
  ['regression?target=twist&frequency=1', 'so2'],
  ['regression?target=relative', 'so2?planes=0-1,2-3'],
] as const;
const classSettings = [
  ['regression?target=sectors', 'trivial'],
  ['regression?target=sectors', 'so2?planes=0-1,2-3'],
  ['regression?target=sectors', 'cyclic?order=4&planes=0-1,2-3'],
] as const;

/** Tasks and groups that a trainer is tried on. */
function settingsOf(id: string): readonly (readonly [string, string])[] {
  const { needs, predicts } = resolveTrainer(id).trainer;
  if (needs === 'images') return imageSettings;
  if (needs === 'classes') return classSettings;
  if (needs === 'pairs') return pairSettings;
  return predicts === 'hypotheses' ? [...settings, ...pairSettings] : settings;
}

/** Whether what it makes lies on the training orbits only where it has learned them, or where a patch is a whole image. */
function isFree(id: string): boolean {
  const { replicas, needs } = resolveTrainer(id).trainer;
  return replicas === true || needs === 'images';
}

/** One of them with a symmetry. */
function symmetricSetting(id: string): Setting {
  const [task, group] = settingsOf(id)[1] ?? settings[1];
  return setting(task, group);
}

/** Coordinates of the model's outputs. */
function outputDimension({ space }: Setting, model: TrainedModel): number {
  const { layout } = space;
  return model.predictor !== undefined && layout.kind === 'pair' ? layout.outputs : space.ambientDimension;
}

describe.each(trainerRegistry.all.map(({ id }) => id))('the trainer %s', (id) => {
  it.each(settingsOf(id))('is deterministic and gives finite outputs: %s, %s', async (task, groupName) => {
    const here = setting(task, groupName);
    const first = await trainOne(quick(id), runOf(here, 12, 1));
    const again = await trainOne(quick(id), runOf(here, 12, 1));
    expect([...first.predictionSet.values]).toEqual([...again.predictionSet.values]);
    expect([...(first.samples?.values ?? [])]).toEqual([...(again.samples?.values ?? [])]);
    expect(first.predictionSet.count).toBeGreaterThan(0);
    expect(first.predictionSet.dimension).toBe(outputDimension(here, first));
    for (const value of first.predictionSet.values) expect(Number.isFinite(value)).toBe(true);
  });

  it.runIf(resolveTrainer(id).trainer.replicas === true)(
    'goes on bit for bit after it was interrupted in its training, or once that had ended',
    async () => {
      const { trainer } = resolveTrainer(quick(id));
      // Of other tasks than pairs its hypotheses are points, learned without a network.
      const here = trainer.predicts === 'hypotheses' ? setting(...pairSettings[1]) : symmetricSetting(id);
      const train = (work: Work): Promise<readonly TrainingOutcome[]> =>
        trainer.train([runOf(here, 5, 1, 32), runOf(here, 9, 2, 32)], work);
      const numbers = (outcomes: readonly TrainingOutcome[]): unknown =>
        outcomes.map((outcome) =>
          'failed' in outcome ? outcome : [outcome.predictionSet, outcome.samples, outcome.series, outcome.closed],
        );
      const undisturbed = numbers(await train(unwatchedWork));
      for (const place of [1, 4, 6]) {
        const kept: TrainingState[] = [];
        let steps = 0;
        const training: TrainingLog = {
          load: (names) => kept.flatMap((state) => selectReplicas(state, names) ?? [])[0],
          due: (ended) => ended,
          keep: (state) => void kept.unshift(state),
          observe: () => undefined,
          measure: () => undefined,
        };
        const interrupting: Work = {
          training,
          checkpoint: ({ step, current }) => {
            if (step === 'training') steps = current;
            return steps >= place ? Promise.reject(new CancelledError()) : Promise.resolve();
          },
        };
        await expect(train(interrupting)).rejects.toBeInstanceOf(CancelledError);
        expect(kept[0]).toMatchObject({ step: place, steps: 6 });
        expect(numbers(await train({ ...unwatchedWork, training }))).toEqual(undisturbed);
      }
    },
  );

  it('trains a batch as it trains each run alone', async () => {
    const here = symmetricSetting(id);
    const cases = [
      [5, 1],
      [9, 2],
      [14, 3],
    ] as const;
    const together = await resolveTrainer(quick(id)).trainer.train(
      cases.map(([n, seed]) => runOf(here, n, seed)),
      unwatchedWork,
    );
    expect(together).toHaveLength(cases.length);
    for (const [at, [n, seed]] of cases.entries()) {
      const alone = await trainOne(quick(id), runOf(here, n, seed));
      const model = together[at];
      if (model === undefined || 'failed' in model) throw new Error('No model.');
      if (resolveTrainer(id).trainer.replicas !== true)
        expect([...model.predictionSet.values]).toEqual([...alone.predictionSet.values]);
      else if (alone.predictor !== undefined)
        alone.predictionSet.values.forEach((value, k) => expect(model.predictionSet.values[k]).toBeCloseTo(value, 3));
      // Sums over a batch are taken in another order than alone: equal to float32.
      const samples = alone.samples?.values ?? [];
      samples.forEach((value, k) => expect(model.samples?.values[k]).toBeCloseTo(value, 3));
    }
  });

  it.each(settingsOf(id).filter(([, groupName]) => groupName !== 'trivial'))(
    'is equivariant: moving all data by g leaves the gap alone: %s, %s',
    async (task, groupName) => {
      const here = setting(task, groupName);
      const run = runOf(here, 12, 4);
      const g = here.group.sample(randomStream(['moving']));
      const { trainer } = resolveTrainer(quick(id));
      const model = await trainOne(quick(id), run);
      if (model.predictor !== undefined) {
        expect(await predictorError(model.predictor, here)).toBeLessThan(1e-9);
        return;
      }
      if (isFree(id) && model.closed === 'trivial') throw new Error('The model is not equivariant.');
      if (isFree(id) && trainer.generator) {
        // What is drawn at random is not moved with the data; the model itself is equivariant by construction.
        const { training, group } = run;
        const random = randomStream(['check']);
        const found = await checkHypotheses({ model, trainer, training, group, random }, unwatchedWork);
        expect(found.equivarianceError).toBeLessThan(1e-9);
        return;
      }
      const again = runOf(here, 12, 4);
      const movedRun = {
        ...again,
        training: moved(again.training, here.group, g),
        draw: (count: number, key?: string) => moved(again.draw?.(count, key) ?? zeroPoints(0, 0), here.group, g),
      };
      const movedModel = await trainOne(quick(id), movedRun);
      // Sampling noise is not moved with the data, so of a generator only the set of orbits that it reaches is the same.
      const distance = await hausdorffDistance(model.predictionSet, movedModel.predictionSet, here.group);
      expect(distance).toBeLessThan(1e-6);
    },
  );

  it('stops when it is cancelled', async () => {
    const run = runOf(symmetricSetting(id), 12, 5);
    const cancelled = { checkpoint: () => Promise.reject(new CancelledError()) };
    await expect(resolveTrainer(quick(id)).trainer.train([run], cancelled)).rejects.toBeInstanceOf(CancelledError);
  });

  it('copes with a single training point', async () => {
    const here = symmetricSetting(id);
    const model = await trainOne(quick(id), runOf(here, 1, 6));
    if (isFree(id)) expect(model.predictionSet.count).toBeGreaterThan(0);
    else expect(model.predictionSet.count).toBe(1);
    for (const value of model.predictionSet.values) expect(Number.isFinite(value)).toBe(true);
  });

  it('names itself, and refuses parameters that it does not have', () => {
    expect(resolveTrainer(id).reference).toBe(id);
    expect(() => resolveTrainer(`${id}?nonsense=1`)).toThrow(ExpectedError);
  });
});

describe.each([
  ['diffusion?samplingSteps=6&sampler=sde', 'sampling', 20],
  ['diffusion?samplingSteps=6&sampler=ode', 'sampling', 20],
  ['flow-matching?samplingSteps=6', 'sampling', 5],
  ['lloyd?iterations=12&restarts=2', 'quantising', 7],
  ['winner-takes-all?steps=480&variant=annealed', 'training', 9],
  ['winner-takes-all?steps=480&hypotheses=4&symmetry=augmentation', 'training', 11],
] as const)('%s', (reference, stage, place) => {
  it(`goes on bit for bit after it was interrupted while it was ${stage}, in a batch or alone`, async () => {
    const small = resolveTrainer(reference).trainer.generator ? '&steps=6&width=8&layers=1&frequencies=2&batch=16' : '';
    const { trainer } = resolveTrainer(`${reference}${small}`);
    const here = setting('torus', 'so2');
    const runs = (): TrainingRun[] => [runOf(here, 5, 1, 32), runOf(here, 9, 2, 32)];
    const numbers = (outcomes: readonly TrainingOutcome[]): unknown =>
      outcomes.map((outcome) =>
        'failed' in outcome ? outcome : [outcome.predictionSet, outcome.samples, outcome.series, outcome.closed],
      );
    const undisturbed = numbers(await trainer.train(runs(), unwatchedWork));
    const kept = new Map<string, TrainingState>();
    const training: TrainingLog = {
      load: (names) => [...kept.values()].flatMap((state) => selectReplicas(state, names) ?? [])[0],
      due: (ended) => ended,
      keep: (state) => void kept.set(state.replicas.join(), state),
      observe: () => undefined,
      measure: () => undefined,
    };
    // The second run of those that are done one after the other, and the second start of its codebook.
    const rounds = trainer.generator ? 1 : reference.startsWith('lloyd') ? 4 : 2;
    let begun = 0;
    const interrupting: Work = {
      training,
      checkpoint({ step, current }) {
        if (step === stage && current === 0) begun++;
        return step === stage && begun >= rounds && current >= place
          ? Promise.reject(new CancelledError())
          : Promise.resolve();
      },
    };
    await expect(trainer.train(runs(), interrupting)).rejects.toBeInstanceOf(CancelledError);
    expect([...kept.values()].at(-1)).toMatchObject({ step: place });
    const done: number[] = [];
    const watching: Work = {
      training,
      checkpoint: ({ step, current }) => Promise.resolve(void (step === stage && done.push(current))),
    };
    expect(numbers(await trainer.train(runs(), watching))).toEqual(undisturbed);
    // Nothing was done twice.
    expect(done[0]).toBe(place);
  });
});

/** E‖f(gx) − g f(x)‖² / E‖f(x)‖² over held-out inputs and random g. */
async function predictorError(predictor: Predictor, { space, group }: Setting): Promise<number> {
  const { layout } = space;
  if (layout.kind !== 'pair') throw new Error('No pairs.');
  const { inputs, outputs } = layout;
  const random = randomStream(['equivariance of a predictor']);
  const points = space.sample(40, random);
  const elements = Array.from({ length: points.count }, () => group.sample(random));
  const movedPoints = zeroPoints(points.count, points.dimension);
  elements.forEach((g, i) => {
    group.act(g, rowOf(points, i), movedPoints.values.subarray(i * points.dimension, (i + 1) * points.dimension));
  });
  const here = await predictor.predict(columnsOf(points, 0, inputs), unwatchedWork);
  const there = await predictor.predict(columnsOf(movedPoints, 0, inputs), unwatchedWork);
  const pair = new Float64Array(inputs + outputs);
  const image = new Float64Array(inputs + outputs);
  let [error, size] = [0, 0];
  for (let row = 0; row < here.count; row++) {
    pair.set(rowOf(here, row), inputs);
    group.act(elements[Math.floor(row / predictor.hypotheses)] ?? new Float64Array(0), pair, image);
    for (let k = 0; k < outputs; k++) {
      error += ((rowOf(there, row)[k] ?? NaN) - (image[inputs + k] ?? NaN)) ** 2;
      size += (image[inputs + k] ?? NaN) ** 2;
    }
  }
  expect(size).toBeGreaterThan(0);
  return error / size;
}

describe.each(['diffusion', 'flow-matching', 'gan', 'vae'])('the convolutional networks of %s', (id) => {
  it('train in a batch as alone', async () => {
    const sampling = id === 'gan' || id === 'vae' ? '' : '&samplingSteps=4';
    const brief = `${id}?architecture=convolution&steps=4&width=4&layers=1&batch=8${sampling}`;
    const here = setting('bumps-image?size=8', 'pixel-shift');
    const runs = [runOf(here, 5, 31, 4), runOf(here, 9, 32, 4)];
    const together = await resolveTrainer(brief).trainer.train(runs, unwatchedWork);
    for (const [at, run] of runs.entries()) {
      const alone = await trainOne(brief, run);
      const model = together[at];
      if (model === undefined || 'failed' in model) throw new Error('No model.');
      expect(alone.samples?.count).toBe(4);
      alone.samples?.values.forEach((value, k) => expect(model.samples?.values[k]).toBeCloseTo(value, 3));
    }
  });
});

describe.each(['diffusion', 'flow-matching', 'gan', 'vae'])('the networks of points of %s', (id) => {
  it.each([
    ['set', 'permutation'],
    ['set', 'special-orthogonal'],
    ['attention', 'point-cloud-symmetry'],
    ['attention', 'trivial'],
  ])('train in a batch as alone, and are equivariant: %s, %s', async (architecture, groupName) => {
    const sampling = id === 'gan' || id === 'vae' ? '' : '&samplingSteps=4';
    const brief = `${id}?architecture=${architecture}&steps=4&width=8&layers=2&frequencies=2&batch=8${sampling}`;
    const here = setting('point-cloud?points=3&dimension=3&shape=random', groupName);
    const runs = [runOf(here, 5, 41, 4), runOf(here, 9, 42, 4)];
    const { trainer } = resolveTrainer(brief);
    const together = await trainer.train(runs, unwatchedWork);
    for (const [at, run] of runs.entries()) {
      const alone = await trainOne(brief, run);
      const model = together[at];
      if (model === undefined || 'failed' in model) throw new Error('No model.');
      expect(alone.samples?.count).toBe(4);
      alone.samples?.values.forEach((value, k) => expect(model.samples?.values[k]).toBeCloseTo(value, 3));
      if (groupName === 'trivial') continue;
      const { training, group } = run;
      const found = await checkHypotheses(
        { model, trainer, training, group, random: randomStream(['check']) },
        unwatchedWork,
      );
      expect(found.equivarianceError).toBeLessThan(1e-9);
    }
  });
});

describe('memoriser', () => {
  it('has the gap of brute force over the group’s elements', async () => {
    const here = setting('circle', 'cyclic?order=5');
    const run = runOf(here, 20, 7);
    const test = here.space.sample(300, randomStream(['test']));
    const { predictionSet } = await trainOne('memoriser', run);
    const { gap } = await modelGap({ predictionSet, group: here.group, testPoints: test }, unwatchedWork);
    let sum = 0;
    for (let i = 0; i < test.count; i++) {
      const [a = 0, b = 0] = rowOf(test, i);
      let best = Infinity;
      for (let j = 0; j < run.training.count; j++) {
        const [x = 0, y = 0] = rowOf(run.training, j);
        for (let k = 0; k < 5; k++) {
          const [c, s] = [Math.cos((2 * Math.PI * k) / 5), Math.sin((2 * Math.PI * k) / 5)];
          best = Math.min(best, (a - c * x + s * y) ** 2 + (b - s * x - c * y) ** 2);
        }
      }
      sum += best;
    }
    expect(gap).toBeCloseTo(sum / test.count, 12);
  });
});

describe('lloyd', () => {
  // Zador's constants: L²/12 of an interval of length L in one dimension (L = 2π; 2π/√2 for T² modulo the diagonal SO(2), 2π/5 for the circle
  // modulo C₅) and 5/(18√3) of the area, the hexagonal lattice, in two.
  it.each([
    ['circle', 'trivial', 24, 1, (2 * Math.PI) ** 2 / 12],
    ['circle', 'cyclic?order=5', 12, 1, ((2 * Math.PI) / 5) ** 2 / 12],
    ['torus', 'so2', 24, 1, (2 * Math.PI) ** 2 / 2 / 12],
    ['torus', 'trivial', 96, 2, (5 / (18 * Math.sqrt(3))) * (2 * Math.PI) ** 2],
  ] as const)('comes within 6 %% of the optimum: %s, %s', async (task, groupName, n, d, constant) => {
    const here = setting(task, groupName);
    const { predictionSet } = await trainOne('lloyd', runOf(here, n, 8));
    expect(predictionSet.count).toBe(n);
    const testPoints = here.space.sample(20_000, randomStream(['lloyd test']));
    const { gap, standardError } = await modelGap({ predictionSet, group: here.group, testPoints }, unwatchedWork);
    const optimum = constant * n ** (-2 / d);
    expect(gap).toBeLessThan(1.06 * optimum + 3 * standardError);
    // Curvature takes the order of 1/n² (d = 1) or 1/n (d = 2) away.
    expect(gap).toBeGreaterThan((d === 1 ? 0.99 : 0.96) * optimum - 3 * standardError);
  });

  it('lowers the gap as it goes', async () => {
    const { series } = await trainOne('lloyd', runOf(setting('torus', 'so2'), 32, 9));
    const gaps = series?.['gap']?.values ?? [];
    expect(gaps).toHaveLength(60);
    expect(gaps.at(-1)).toBeLessThan(gaps[0] ?? 0);
  });

  it('is the memoriser where no fresh points can be drawn', async () => {
    const { draw, ...run } = runOf(setting('torus', 'so2'), 32, 10);
    expect(draw).toBeDefined();
    expect((await trainOne('lloyd', run)).predictionSet).toBe(run.training);
  });
});

describe.each(['variance-exploding', 'variance-preserving'])('analytic-diffusion, %s', (schedule) => {
  it.each(settings)('lands on every training orbit about equally often: %s, %s', async (task, groupName) => {
    const here = setting(task, groupName);
    const n = 16;
    const run = runOf(here, n, 11, 256);
    const model = await trainOne(`analytic-diffusion?schedule=${schedule}`, run);
    const samples = model.samples ?? zeroPoints(0, 1);
    expect(samples.count).toBe(256);
    const nearest = await nearestNeighbours(
      { queries: samples, candidates: run.training, group: here.group, k: 1 },
      unwatchedWork,
    );
    const close = nearest.squaredDistances.filter((value) => value < 1e-4).length;
    expect(close / samples.count).toBeGreaterThan(0.97);
    const counts = new Array<number>(n).fill(0);
    for (const owner of nearest.indices) counts[owner] = (counts[owner] ?? 0) + 1;
    const chi2 = counts.reduce((sum, count) => sum + (count - 16) ** 2 / 16, 0);
    // χ² with 15 degrees of freedom: its 0.9999 quantile.
    expect(chi2).toBeLessThan(44.3);
  });
});

/** Pairwise quotient distances, by the attaining element of each pair. */
function pairDistances(points: Points, group: Group): number[][] {
  const rows = Array.from({ length: points.count }, (_, i) => rowOf(points, i));
  const image = new Float64Array(points.dimension);
  return rows.map((y) =>
    rows.map((z) => {
      group.act(group.alignPair(y, z).element, z, image);
      return Math.hypot(...image.map((value, k) => value - (y[k] ?? 0)));
    }),
  );
}

/** A tenth of the mean distance to the nearest other orbit. */
function threshold(distances: number[][]): number {
  const nearest = distances.map((row, i) => Math.min(...row.filter((_, j) => j !== i)));
  return nearest.reduce((sum, value) => sum + value, 0) / nearest.length / 10;
}

describe('checkHypotheses', () => {
  it('finds that they hold for analytic diffusion', async () => {
    for (const [task, groupName] of settings) {
      const here = setting(task, groupName);
      const run = runOf(here, 24, 12, 4096);
      const { trainer } = resolveTrainer('analytic-diffusion');
      const model = await trainOne('analytic-diffusion', run);
      const found = await checkHypotheses(
        { model, trainer, training: run.training, group: here.group, random: randomStream(['check']) },
        unwatchedWork,
      );
      expect(found.verdict).toBe('hold');
      expect(found.memorised).toBeGreaterThan(0.95);
      const distances = pairDistances(run.training, here.group);
      const limit = threshold(distances);
      const missed = distances.map((row) => (1 - row.filter((value) => value <= limit).length / 24) ** 256);
      expect(found.expectedCoverage).toBeCloseTo(1 - missed.reduce((sum, value) => sum + value, 0) / 24, 12);
      expect(found.equivarianceError).toBeLessThan(1e-12);
    }
  });

  it('finds what fails: noise, missing orbits, a score that is not equivariant', async () => {
    const here = setting('torus', 'so2');
    const run = runOf(here, 24, 13, 4096);
    const { trainer } = resolveTrainer('analytic-diffusion');
    const model = await trainOne('analytic-diffusion', run);
    const check = async (changed: Partial<TrainedModel>) =>
      checkHypotheses(
        {
          model: { ...model, ...changed },
          trainer,
          training: run.training,
          group: here.group,
          random: randomStream(['check']),
        },
        unwatchedWork,
      );
    const elsewhere = await check({ samples: here.space.sample(256, randomStream(['elsewhere'])) });
    expect(elsewhere.verdict).toBe('fail');
    expect(elsewhere.detail).toContain('Not memorised');
    const few = { count: 256, dimension: 4, values: new Float64Array(1024) };
    for (let i = 0; i < 256; i++) few.values.set(rowOf(run.training, i % 12), i * 4);
    const missing = await check({ samples: few });
    const distances = pairDistances(run.training, here.group);
    const limit = threshold(distances);
    const hit = distances.filter((row) => Math.min(...row.slice(0, 12)) <= limit).length;
    expect(missing.coverage).toBeCloseTo(hit / 24, 12);
    expect(hit).toBeLessThan(18);
    expect(missing.detail).toContain('Orbits are missing');
    const fixed = await check({ score: (y) => ({ ...y, values: Float64Array.from(y.values, (_, at) => at % 4) }) });
    expect(fixed.equivarianceError).toBeGreaterThan(0.1);
    expect(fixed.detail).toContain('Not equivariant');
  });

  it('measures a learned score against the exact one', async () => {
    const here = setting('torus', 'so2');
    const { training, group } = runOf(here, 10, 23);
    const exact = createPosterior(training, group);
    const errors = async (score: (y: Points, noise: number) => Points): Promise<readonly number[]> =>
      (await scoreErrors(score, training, group, 0.2, randomStream(['probes']))).map(({ error }) => error);
    for (const error of await errors((y, noise) => scoreOf(exact, y, noise))) expect(error).toBe(0);
    for (const error of await errors((y) => zeroPoints(y.count, y.dimension))) expect(error).toBeCloseTo(1, 12);
    const doubled = await errors((y, noise) => {
      const score = scoreOf(exact, y, noise);
      return { ...score, values: score.values.map((value) => 1.5 * value) };
    });
    for (const error of doubled) expect(error).toBeCloseTo(0.25, 12);
  });

  it('holds where training points repeat, and where all lie on one orbit', async () => {
    const here = setting('torus', 'so2');
    const base = runOf(here, 12, 21, 4096);
    const random = randomStream(['repeats']);
    // Twelve orbits, four of them three times, at other places.
    const repeated = zeroPoints(20, 4);
    for (let i = 0; i < 20; i++) {
      const row = rowOf(base.training, i < 12 ? i : i % 4);
      here.group.act(here.group.sample(random), row, repeated.values.subarray(4 * i, 4 * i + 4));
    }
    const { trainer } = resolveTrainer('analytic-diffusion');
    const run = { ...base, training: repeated };
    const model = await trainOne('analytic-diffusion', run);
    const check = { model, trainer, training: repeated, group: here.group, random };
    const found = await checkHypotheses(check, unwatchedWork);
    expect(found).toMatchObject({ verdict: 'hold', coverage: 1 });
    const distances = pairDistances(repeated, here.group);
    const limit = threshold(distances);
    const missed = distances.map((row) => (1 - row.filter((value) => value <= limit).length / 20) ** 256);
    expect(found.expectedCoverage).toBeCloseTo(1 - missed.reduce((sum, value) => sum + value, 0) / 20, 12);
    expect(Math.max(...missed) - Math.min(...missed)).toBeGreaterThan(0);

    const circle = setting('circle', 'so2');
    const one = runOf(circle, 12, 22, 4096);
    const onOrbit = await trainOne('analytic-diffusion', one);
    const all = { model: onOrbit, trainer, training: one.training, group: circle.group, random };
    expect(await checkHypotheses(all, unwatchedWork)).toMatchObject({ verdict: 'hold', memorised: 1, coverage: 1 });
  });

  it('does not apply to algorithms that draw no samples', async () => {
    for (const id of ['memoriser', 'lloyd']) {
      const here = setting('circle', 'trivial');
      const run = runOf(here, 8, 14);
      const found = await checkHypotheses(
        {
          model: await trainOne(id, run),
          trainer: resolveTrainer(id).trainer,
          training: run.training,
          group: here.group,
          random: randomStream(['check']),
        },
        unwatchedWork,
      );
      expect(found).toMatchObject({ verdict: 'not-applicable', memorised: null, coverage: null });
    }
  });
});
