import { describe, expect, it } from 'vitest';
import { fileKind, fileName } from './file-kind';

describe('fileKind', () => {
  it.each([
    ['/home/a/my.gapscope', 'workspace'],
    ['C:\\Users\\a\\My.GAPSCOPE', 'workspace'],
    ['torus.gapscope.zip', 'bundle'],
    ['sweep.json', 'json'],
    ['points.npy', 'data'],
    ['points.npz', 'data'],
    ['points.csv.gz', 'data'],
    ['/home/a.zip/folder of images', 'data'],
    ['', 'data'],
  ])('%s: %s', (name, kind) => {
    expect(fileKind(name)).toBe(kind);
  });
});

describe('fileName', () => {
  it.each([
    ['/home/a/points.npy', 'points.npy'],
    ['C:\\Users\\a\\points.npy', 'points.npy'],
    ['/home/a/images/', 'images'],
    ['/', '/'],
  ])('%s: %s', (path, name) => {
    expect(fileName(path)).toBe(name);
  });
});
