import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { resolveGroup } from '../../groups/registry';
import { randomStream } from '../../mathematics/random-stream';
import { normalTensor } from '../layers.test-files';
import { actByMatrices, actOnTensor } from './framed-network';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('matrices move rows, and their gradients, as the elements themselves do', () => {
  const layout = { kind: 'point-cloud', points: 4, dimension: 2 } as const;
  const { group } = resolveGroup('point-cloud-symmetry', { ambientDimension: 8, layout });
  const random = randomStream(['elements']);
  const elements = Array.from({ length: 6 }, () => group.sample(random));
  const back = elements.map((element) => group.inverse(element));
  const x: Tensor3D = normalTensor('rows', [2, 3, 8]);
  const direction = normalTensor('direction', [2, 3, 8]);
  const byElements = (y: Tensor): Tensor => actOnTensor(group, elements, back, y as Tensor3D);
  const byMatrices = (y: Tensor): Tensor => actByMatrices(group, elements, y as Tensor3D);
  const slopeOf = (act: (y: Tensor) => Tensor): Tensor => tf.grad((y: Tensor) => tf.sum(tf.mul(act(y), direction)))(x);
  for (const [one, other] of [
    [byElements(x), byMatrices(x)],
    [slopeOf(byElements), slopeOf(byMatrices)],
  ] as const)
    one.dataSync().forEach((value, k) => expect(other.dataSync()[k]).toBeCloseTo(value, 5));
});
