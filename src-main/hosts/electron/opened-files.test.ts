import { describe, expect, it } from 'vitest';
import { filesOfArguments } from './opened-files';

const there = new Set(['/app', '/app/loader.js', '/home/a/points.npy', '/home/a/my.gapscope', '/home/a/-odd.csv']);
const start = { ownPaths: ['/app'], workingFolder: '/home/a', exists: (path: string) => there.has(path) };

describe('filesOfArguments', () => {
  it.each([
    ['as installed', ['/opt/Gapscope/gapscope', '/home/a/my.gapscope'], ['/home/a/my.gapscope']],
    ['by a developer', ['electron', '--no-sandbox', '/app', 'points.npy'], ['/home/a/points.npy']],
    ['from its own folder', ['electron', '/app/.', 'points.npy'], ['/home/a/points.npy']],
    ['with a module to load first', ['electron', '-r', '/app/loader.js', '/app', '--user-data-dir=/x'], []],
    ['with what is not there', ['gapscope', 'nothing.npy', '', 'https://example.org/'], []],
    ['with several', ['gapscope', 'points.npy', './my.gapscope'], ['/home/a/points.npy', '/home/a/my.gapscope']],
    ['with a name like a switch', ['gapscope', './-odd.csv'], ['/home/a/-odd.csv']],
  ])('%s', (_how, argv, expected) => {
    expect(filesOfArguments({ ...start, argv })).toEqual(expected);
  });
});
