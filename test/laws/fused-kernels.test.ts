import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '#core/mathematics/random-stream';
import { biasSilu } from '#core/networks/bias-silu';
import { fourierFeatures } from '#core/networks/fourier-features';
import { hasFusedKernel, runFusedKernel } from '#core/networks/fused-kernel';
import { adam } from '#core/networks/optimisers/adam';
import { activateBackend, reportBackends } from '#main/backends/detect-backends';

/** As in backends.test.ts. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';
if (existsSync(driver)) process.env['VK_ICD_FILENAMES'] ??= driver;
const usable = (await reportBackends()).filter(({ status }) => status === 'used' || status === 'available');
const random = randomStream([7, 'fused kernels']);

function normals(shape: [number, number, number], scale = 1): tf.Tensor3D {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor3d(
    Float32Array.from({ length: count }, () => scale * random.normal()),
    shape,
  );
}

/** Largest difference from float64, in units of the largest value. */
async function errorOf(found: tf.Tensor, truth: (index: number) => number): Promise<number> {
  let difference = 0;
  let size = 0;
  (await found.data()).forEach((value, index) => {
    difference = Math.max(difference, Math.abs(value - truth(index)));
    size = Math.max(size, Math.abs(truth(index)));
  });
  return difference / size;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const slope = (x: number): number => sigmoid(x) * (1 + x * (1 - sigmoid(x)));

// Widths that no vector register divides.
const [replicas, rows, width] = [3, 7, 37] as const;

describe.each(usable.map(({ id }) => id))('on %s', (id) => {
  beforeAll(async () => {
    await activateBackend(id);
  });

  it.each([false, true])(
    'biasSilu and its gradients are those of float64; with a residual: %s',
    async (withResidual) => {
      const z = normals([replicas, rows, width], 3);
      const bias = normals([replicas, 1, width]);
      const residual = normals([replicas, rows, width]);
      const dy = normals([replicas, rows, width]);
      const [zs, biases, residuals, dys] = (await Promise.all(
        [z, bias, residual, dy].map((tensor) => tensor.data()),
      )) as [Float32Array, Float32Array, Float32Array, Float32Array];
      const at = (index: number): number =>
        (zs[index] ?? 0) + (biases[Math.floor(index / (rows * width)) * width + (index % width)] ?? 0);
      const apply = (first: tf.Tensor, second: tf.Tensor, third: tf.Tensor): tf.Tensor =>
        biasSilu(first as tf.Tensor3D, second, withResidual ? (third as tf.Tensor3D) : undefined);
      const value = apply(z, bias, residual);
      expect(
        await errorOf(value, (i) => (withResidual ? (residuals[i] ?? 0) : 0) + at(i) * sigmoid(at(i))),
      ).toBeLessThan(1e-6);
      const inputs = withResidual ? [z, bias, residual] : [z, bias];
      const [dz, dbias, dresidual] = tf.grads((...args: tf.Tensor[]) =>
        tf.sum(tf.mul(dy, apply(args[0] as tf.Tensor, args[1] as tf.Tensor, args[2] ?? residual))),
      )(inputs);
      expect(await errorOf(dz as tf.Tensor, (i) => (dys[i] ?? 0) * slope(at(i)))).toBeLessThan(1e-6);
      expect(
        await errorOf(dbias as tf.Tensor, (i) => {
          let sum = 0;
          for (let b = 0; b < rows; b++) {
            const index = (Math.floor(i / width) * rows + b) * width + (i % width);
            sum += (dys[index] ?? 0) * slope(at(index));
          }
          return sum;
        }),
      ).toBeLessThan(1e-6);
      if (withResidual) expect(await errorOf(dresidual as tf.Tensor, (i) => dys[i] ?? 0)).toBe(0);
    },
  );

  it('biasSilu saturates without overflow, and passes NaN on', async () => {
    const x = [-1e30, -100, 100, 1e30, Number.NaN];
    const value = await biasSilu(tf.tensor3d(x, [1, 1, 5]), tf.zeros([1, 1, 5])).data();
    expect([...value].map((entry) => (Math.abs(entry) < 1e-30 ? 0 : entry))).toEqual([
      0,
      0,
      100,
      Math.fround(1e30),
      NaN,
    ]);
  });

  it('features are the sine and cosine of their phases, however many turns', async () => {
    const x = normals([replicas, rows, 1], 300);
    const frequencies = normals([replicas, 1, 5]);
    const phases = await tf.matMul(x, frequencies).data();
    const features = fourierFeatures(frequencies, x);
    expect(features.shape).toEqual([replicas, rows, 10]);
    const truth = (index: number): number => {
      const phase = phases[Math.floor(index / 10) * 5 + (index % 5)] ?? 0;
      return index % 10 < 5 ? Math.sin(phase) : Math.cos(phase);
    };
    expect(await errorOf(features, truth)).toBeLessThan(1e-6);
    const dy = normals([replicas, rows, 10]);
    const dys = await dy.data();
    const dx = tf.grad((t: tf.Tensor) => tf.sum(tf.mul(dy, fourierFeatures(frequencies, t as tf.Tensor3D))))(x);
    const slopes = await frequencies.data();
    expect(
      await errorOf(dx, (row) => {
        let sum = 0;
        for (let k = 0; k < 5; k++) {
          const phase = phases[row * 5 + k] ?? 0;
          const turned = (dys[row * 10 + k] ?? 0) * Math.cos(phase) - (dys[row * 10 + 5 + k] ?? 0) * Math.sin(phase);
          sum += turned * (slopes[Math.floor(row / rows) * 5 + k] ?? 0);
        }
        return sum;
      }),
    ).toBeLessThan(1e-5);
  });

  it('Adam takes the steps of the published algorithm', async () => {
    const optimiser = adam({ weightDecay: 0.1 });
    let parameters = tf.tensor2d([[1, -2, 3, 0.5, -0.1]]);
    let state = optimiser.begin(parameters);
    const theta = [1, -2, 3, 0.5, -0.1];
    const m = [0, 0, 0, 0, 0];
    const v = [0, 0, 0, 0, 0];
    for (let t = 1; t <= 30; t++) {
      const gradient: tf.Tensor2D = tf.mul(parameters, tf.tensor2d([[1, 4, 0.5, 2, 3]]));
      ({ parameters, state } = optimiser.update({ parameters, gradient, state, step: t, rate: 0.05 }));
      [1, 4, 0.5, 2, 3].forEach((c, k) => {
        const g = c * (theta[k] ?? 0);
        m[k] = 0.9 * (m[k] ?? 0) + 0.1 * g;
        v[k] = 0.999 * (v[k] ?? 0) + 0.001 * g * g;
        const step = (0.05 * ((m[k] ?? 0) / (1 - 0.9 ** t))) / (Math.sqrt((v[k] ?? 0) / (1 - 0.999 ** t)) + 1e-8);
        theta[k] = (theta[k] ?? 0) * (1 - 0.05 * 0.1) - step;
      });
    }
    expect(await errorOf(parameters, (k) => theta[k] ?? 0)).toBeLessThan(1e-5);
  });

  it('no tensor is left behind', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const x = normals([replicas, rows, 4]);
      tf.grad((t: tf.Tensor) =>
        tf.sum(biasSilu(fourierFeatures(normals([replicas, 4, 3]), t as tf.Tensor3D), tf.zeros([replicas, 1, 6]))),
      )(x);
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.skipIf(!usable.some(({ id }) => id === 'tensorflow'))('the addon', () => {
  beforeAll(async () => {
    await activateBackend('tensorflow');
  });

  it('is in use where TensorFlow was compiled', () => {
    expect(hasFusedKernel('BiasSilu')).toBe(true);
  });

  it('refuses shapes that do not fit, and says which', () => {
    const z = normals([2, 3, 4]);
    expect(() => runFusedKernel('BiasSilu', { z, bias: normals([2, 1, 5]) })).toThrow(
      'bias has the axes [R, 1, W] of z',
    );
    expect(() => runFusedKernel('BiasSiluGrad', { dy: z, slope: normals([2, 3, 5]) })).toThrow('dy and slope');
  });
});
