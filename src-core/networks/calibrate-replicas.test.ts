import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { unwatchedWork } from '../work';
import { calibrateReplicas } from './calibrate-replicas';
import { fastestReplicas } from './fastest-replicas';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('fastestReplicas', () => {
  it('takes the least number that is nearly as fast as any', async () => {
    // An overhead of 6 a step beside 1 a network: 1/7, 2/8, 4/10, …, towards 1 from below.
    const tried: number[] = [];
    const speed = (replicas: number): Promise<number> => {
      tried.push(replicas);
      return Promise.resolve(replicas / (6 + replicas));
    };
    expect(await fastestReplicas(64, speed)).toEqual({ replicas: 64, perSecond: 64 / 70 });
    expect(tried).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect((await fastestReplicas(64, (replicas) => Promise.resolve(Math.min(replicas, 7.8)))).replicas).toBe(8);
    expect((await fastestReplicas(5, speed)).replicas).toBe(4);
  });

  it('goes no further where it becomes slower, or memory does not suffice', async () => {
    const tried: number[] = [];
    const slower = (replicas: number): Promise<number> => {
      tried.push(replicas);
      return Promise.resolve(replicas <= 4 ? replicas : 1);
    };
    expect(await fastestReplicas(1024, slower)).toEqual({ replicas: 4, perSecond: 4 });
    expect(tried).toEqual([1, 2, 4, 8, 16]);
    const limited = (replicas: number): Promise<number | undefined> =>
      Promise.resolve(replicas > 8 ? undefined : replicas);
    expect((await fastestReplicas(1024, limited)).replicas).toBe(8);
    expect(await fastestReplicas(8, () => Promise.resolve(undefined))).toEqual({ replicas: 1, perSecond: 0 });
  });
});

describe('calibrateReplicas', () => {
  it('counts networks by the clock that it is given, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    let time = 0;
    // Each reading of the clock is a tenth of a second later: two steps of R networks make a trial of 0.2 s.
    expect(await calibrateReplicas(2, () => (time += 100), unwatchedWork)).toEqual({ replicas: 2, perSecond: 20 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
