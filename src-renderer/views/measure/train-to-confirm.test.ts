import { describe, expect, it } from 'vitest';
import { emptyDataForm } from './data-form';
import { trainToConfirm } from './train-to-confirm';

const plain = { layout: { kind: 'plain' as const }, available: 1000, classes: null };
const images = { layout: { kind: 'image' as const, rows: 8, columns: 8, channels: 1 }, available: 1797, classes: 10 };

describe('a sweep that confirms what was measured', () => {
  it('has the same task and groups, and networks beside the memoriser', () => {
    const form = { ...emptyDataForm(), kind: 'task' as const, task: 'torus?dimension=3' };
    expect(trainToConfirm(form, plain, ['trivial', 'so2'])).toMatchObject({
      ...{ name: 'torus?dimension=3, trained', task: 'torus?dimension=3', groups: ['trivial', 'so2'] },
      ...{ trainers: ['memoriser', 'diffusion'], sizes: { from: 16, to: 256, count: 5 } },
    });
  });

  it('leaves room for tests in a data set', () => {
    const form = { ...emptyDataForm(), kind: 'file' as const, path: '/data/my&own.csv', labelsColumn: 'kind' };
    const { task, sizes, testPoints } = trainToConfirm(form, { ...plain, available: 100 }, ['trivial']);
    expect(task).toBe('data-set?labelsColumn=kind&path=/data/my%26own.csv');
    expect({ sizes, testPoints }).toEqual({ sizes: { from: 16, to: 32, count: 2 }, testPoints: 25 });
  });

  it.each([5, 20, 31, 64, 1797])('asks for no more rows than there are: %i', (available) => {
    const form = { ...emptyDataForm(), kind: 'file' as const, path: '/data/few.csv' };
    const { sizes, testPoints } = trainToConfirm(form, { ...plain, available }, ['trivial']);
    expect((Array.isArray(sizes) ? Math.max(...sizes) : sizes.to) + testPoints).toBeLessThanOrEqual(available);
  });

  it('trains networks of images under any group by moved images', () => {
    const form = { ...emptyDataForm(), sample: 'sample:digits' };
    const trainers = (groups: readonly string[]): readonly string[] => trainToConfirm(form, images, groups).trainers;
    expect(trainers(['trivial', 'square'])[1]).toContain('symmetry=augmentation');
    expect(trainers(['trivial'])[1]).not.toContain('symmetry');
  });

  it('predicts labels where they are wanted and there are some', () => {
    const form = { ...emptyDataForm(), sample: 'sample:digits', predictLabels: true };
    expect(trainToConfirm(form, images, ['trivial', 'pixel-shift'])).toMatchObject({
      ...{ task: 'sample:digits?outputs=labels', groups: ['trivial'] },
      trainers: ['nearest-neighbour', 'classification'],
    });
    expect(trainToConfirm(form, { ...images, classes: null }, ['trivial']).task).toBe('sample:digits');
  });
});
