import { describe, expect, it } from 'vitest';
import { resolveGroup } from '#core/groups/registry';
import { resolveSpace } from '#core/spaces/registry';
import { unwatchedWork } from '#core/work';
import { predictionOrProblem } from './prediction-or-problem';

function requestOf(taskName: string, groupName: string) {
  const task = resolveSpace(taskName);
  const { ambientDimension, layout } = task.space;
  const resolved = resolveGroup(groupName, { ambientDimension, layout });
  return { space: task.space, group: resolved.group, task, groupName: resolved };
}

describe('predictionOrProblem', () => {
  it('predicts where the theory does', async () => {
    const found = await predictionOrProblem(requestOf('torus?dimension=2', 'so2'), [16], unwatchedWork);
    expect(found).toMatchObject({ prediction: { dimension: 1 }, predictionProblem: null });
  });

  it('says why where the constant is beyond double precision', async () => {
    const found = await predictionOrProblem(requestOf('cube?dimension=200', 'permutation'), [16], unwatchedWork);
    expect(found).toEqual({ prediction: null, predictionProblem: expect.stringContaining('double precision') });
  });
});
