import { describe, expect, it } from 'vitest';
import { parseNpyDictionary } from './npy-dictionary';

describe('parseNpyDictionary', () => {
  it.each([
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (4, 3), }          \n", ['4', '3']],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (4, 3)}", ['4', '3']],
    ["{  'shape':(4,),'fortran_order':False,'descr':'<f8'}", ['4']],
    ['{"descr": "<f8", "fortran_order": False, "shape": ()}', []],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (4L, 3L,), }", ['4', '3']],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (-4, 99999999999999999999)}", ['-4', '99999999999999999999']],
  ])('reads %s', (text, shape) => {
    expect(parseNpyDictionary(text)).toEqual({ description: '<f8', fortranOrder: false, shape });
  });

  it('passes over the fields of records', () => {
    const text = "{'descr': [('a', '<i4', (2, [3])), ('b', '<f8')], 'fortran_order': True, 'shape': (1,)}";
    expect(parseNpyDictionary(text)).toEqual({ description: undefined, fortranOrder: true, shape: ['1'] });
  });

  it.each([
    '',
    '{',
    '{}',
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4 3)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (04,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4.0,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (,)}",
    "{'descr': '<f8', 'fortran_order': False 'shape': (4,)}",
    "{'descr': '<f8',, 'fortran_order': False, 'shape': (4,)}",
    "{'descr': '<f8', 'fortran_order': Falsely, 'shape': (4,)}",
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (4,)}",
    "{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (4,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4,), 'more': (1,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4,)} # more",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4,)}}",
    "{'descr': [('a', 'fortran_order': False, 'shape': (4,)}",
    "{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (4,)}",
    "{'descr': __import__('os'), 'fortran_order': False, 'shape': (4,)}",
  ])('refuses %s', (text) => {
    expect(parseNpyDictionary(text)).toBeUndefined();
  });

  const spaces = ' '.repeat(60_000);
  it.each([
    ['spaces in the shape', `{'descr': '<f8', 'fortran_order': False, 'shape': (${spaces}) z}`],
    ['spaces in place of commas', `{'descr': '<f8'${spaces}'fortran_order': False${spaces}'shape': (4, 3)${spaces}z`],
    ['digits', `{'shape': (${'1'.repeat(60_000)}x`],
    ['brackets', `{'descr': ${'['.repeat(60_000)}`],
    ['an open text', `{'${'a'.repeat(60_000)}`],
    ['commas', `{'shape': (${'1,'.repeat(30_000)}`],
  ])('takes no time over many %s', (_, text) => {
    const start = performance.now();
    expect(parseNpyDictionary(text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
