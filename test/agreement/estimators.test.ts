import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EstimatorResult } from '#contract/results';
import { distinctNeighbours } from '#core/dimension/distinct-neighbours';
import { trivial } from '#core/groups/trivial';
import { type Points, zeroPoints } from '#core/mathematics/points';
import { normalPoints, randomStream } from '#core/mathematics/random-stream';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { chooseEstimators, estimateDimension } from '#main/engine/jobs/estimate-dimension';
import { agreementCases, pointwiseCases } from './agreement-cases';
import { findPython } from './find-python';
import { askScikitDimension, type Reply } from './scikit-dimension';

const found = findPython();
const why = 'missing' in found ? ` (${found.missing})` : '';
const groupOf = ({ dimension }: Points) => trivial.create({}, { ambientDimension: dimension });

/** 400 points of which 60 are copies of others. */
function copies(): Points {
  const points = resolveSpace('ball?dimension=3').space.sample(400, randomStream(['agreement', 'copies']));
  points.values.copyWithin(3 * 340, 0, 3 * 60);
  return points;
}

const ours: Readonly<Record<string, Points>> = {
  ball: resolveSpace('ball?dimension=5').space.sample(500, randomStream(['agreement', 'ball'])),
  torus: resolveSpace('torus?dimension=2').space.sample(500, randomStream(['agreement', 'torus'])),
  gaussian: normalPoints(randomStream(['agreement', 'gaussian']), 400, 8),
  copies: copies(),
};
const reference = ['ball5_in10', 'sphere4_in5'];
const setNames = [...Object.keys(ours), ...reference];

describe.skipIf('missing' in found)(`agreement with scikit-dimension${why}`, () => {
  let answers: Reply['answers'];
  let fixtures: Reply['fixtures'];
  let sets: Readonly<Record<string, Points>>;
  const asked = [
    ...agreementCases.flatMap((one) => (one.sets ?? setNames).map((set) => ({ set, call: one.theirs }))),
    ...pointwiseCases.flatMap((one) => (one.sets ?? setNames).map((set) => ({ set, call: one.theirs }))),
  ];

  beforeAll(async () => {
    if ('missing' in found) return;
    // Estimators leave copies out: scikit-dimension is given the points without them.
    const { points: distinct } = await distinctNeighbours(copies(), groupOf(copies()), 2, unwatchedWork);
    const given = { ...ours, copies: distinct, ball5_in10: null, sphere4_in5: null };
    const reply = await askScikitDimension(found.python, given, asked);
    ({ answers, fixtures } = reply);
    sets = { ...ours, ...Object.fromEntries(Object.entries(reply.sets).map(([name, rows]) => [name, pointsOf(rows)])) };
  }, 300_000);

  function theirs(set: string, call: object): number | number[] {
    const answer = answers[asked.findIndex((one) => one.set === set && one.call === call)];
    if (answer === undefined || 'problem' in answer) throw new Error(answer?.problem ?? 'There is no answer.');
    return answer.value;
  }

  async function estimate(set: string, reference: string): Promise<EstimatorResult> {
    const points = sets[set];
    if (points === undefined) throw new Error(`There is no set '${set}'.`);
    const estimators = chooseEstimators([reference]);
    const request = { estimators, points, group: groupOf(points), seed: 1, pointwise: true, everyPoint: true };
    const [result] = await estimateDimension(request, unwatchedWork);
    if (result === undefined || result.dimension === null) throw new Error(result?.doesNotApply ?? 'No result.');
    return result;
  }

  describe.each(agreementCases)('$ours beside $theirs', ({ ours, theirs: call, relation, sets = setNames }) => {
    it.each(sets)('on %s', async (set) => {
      const { dimension, points } = await estimate(set, ours);
      relation(dimension ?? NaN, Number(theirs(set, call)), points ?? NaN);
    });
  });

  describe.each(pointwiseCases)('$ours at single points beside $theirs', ({ ours, theirs: call, sets = setNames }) => {
    it.each(sets)('on %s', async (set) => {
      const { pointwise } = await estimate(set, ours);
      const expected = theirs(set, call);
      expect(pointwise?.dimensions).toHaveLength(Array.isArray(expected) ? expected.length : 0);
      for (const [i, value] of [expected].flat().entries())
        expect(Math.abs((pointwise?.dimensions[i] ?? NaN) - value)).toBeLessThanOrEqual(1e-6 * value);
    });
  });

  it.each(reference)('Gride over its scale is what DADApy finds on %s', async (set) => {
    const { sensitivity } = await estimate(set, 'gride?correction=unbiased&outliers=discarded');
    const expected = z.object({ gride_range64_ids: z.array(z.number()) }).parse(fixtures['dadapy']?.[set]);
    for (const [power, value] of expected.gride_range64_ids.entries()) {
      const ours = sensitivity.find(({ parameters }) => parameters['n1'] === 2 ** power);
      expect(Math.abs((ours?.dimension ?? NaN) / value - 1)).toBeLessThan(1e-6);
    }
  });

  it.each(reference)('MiND-MLk is what the R package intrinsicDimension finds on %s', async (set) => {
    const { dimension } = await estimate(set, 'mind');
    const expected = z.object({ mind_mli_k20_D10: z.number() }).parse(fixtures['intrinsicDimension']?.[set]);
    expect(Math.abs((dimension ?? NaN) / expected.mind_mli_k20_D10 - 1)).toBeLessThan(1e-6);
  });
});

function pointsOf(rows: readonly (readonly number[])[]): Points {
  const points = zeroPoints(rows.length, rows[0]?.length ?? 0);
  points.values.set(rows.flat());
  return points;
}
