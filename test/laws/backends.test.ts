import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { activateBackend, reportBackends } from '#main/backends/detect-backends';
import { comparisons } from '#main/backends/reference-results';
import { backends } from '#main/backends/registry';
import { relativeError, selfTest, tolerance } from '#main/backends/self-test';
import { ExpectedError } from '#core/errors';
import { computeNumbers } from '#core/networks/compute-numbers';

/** A driver that computes on the processor, which comes with Chromium: it holds WebGPU to the laws where there is no card. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';
if (existsSync(driver)) process.env['VK_ICD_FILENAMES'] ??= driver;

const reports = await reportBackends();

describe.each(backends.all.map(({ id }) => id))('backend %s', (id) => {
  const report = reports.find((entry) => entry.id === id);

  it('is usable, or says why not', () => {
    expect(['used', 'available', 'unavailable']).toContain(report?.status);
    expect(report?.reason).toMatch(/\.$/);
  });

  it.skipIf(report?.status === 'unavailable').each(comparisons().map((entry) => [entry.name, entry] as const))(
    'agrees with float64: %s',
    async (_name, { tensors, reference }) => {
      expect(await activateBackend(id)).toMatchObject({ id });
      expect(relativeError(await computeNumbers(tensors), reference())).toBeLessThan(tolerance);
    },
  );

  it.skipIf(report?.status === 'unavailable')('leaves no tensor behind', async () => {
    await activateBackend(id);
    const before = tf.memory().numTensors;
    await selfTest();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the choice of a backend', () => {
  it('takes the fastest that works', async () => {
    const order = ['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm', 'cpu'];
    expect(reports.map((report) => report.id)).toEqual(order);
    const used = reports.filter((report) => report.status === 'used');
    expect(used).toHaveLength(1);
    expect(await activateBackend('auto')).toMatchObject({ id: used[0]?.id });
    // One that is experimental is passed over.
    const chosen = reports.filter(({ id }) => backends.get(id).experimental !== true);
    const usable = chosen.filter((report) => report.status === 'used' || report.status === 'available');
    expect(usable[0]).toBe(used[0]);
  });

  it('refuses one that does not exist or cannot be used, and says why', async () => {
    await expect(activateBackend('abacus')).rejects.toMatchObject({ code: 'unknown-id' });
    for (const { id, reason } of reports.filter((report) => report.status === 'unavailable')) {
      const error: unknown = await activateBackend(id).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ExpectedError);
      expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining(reason) as unknown });
    }
  });
});

describe('relativeError', () => {
  it('measures against the largest expected value', () => {
    expect(relativeError([1, 4.4], Float64Array.of(1, 4))).toBeCloseTo(0.1, 12);
  });

  it.each([[[1, Number.NaN]], [[1, Infinity]], [[1]]])('never trusts %j', (values) => {
    expect(relativeError(values, Float64Array.of(1, 2))).toBe(Infinity);
  });
});

// Each backend keeps its library; the process ends with its tests.
afterAll(() => {
  tf.disposeVariables();
});
