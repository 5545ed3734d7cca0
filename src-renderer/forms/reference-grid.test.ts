import { describe, expect, it } from 'vitest';
import type { ExtensionSummary } from '#contract/registry';
import { allReferences, gridsOf, joinValues, referencesOf, splitValues } from './reference-grid';

const parameter = (name: string, type: string, initial: unknown = null) => ({
  ...{ name, type, description: '', default: initial, optional: initial === null },
});
const steps = parameter('steps', 'integer', 1000);
const symmetry = { ...parameter('symmetry', 'choice', 'equivariant'), options: ['none', 'equivariant'] };
const planes = parameter('planes', 'planes');
const diffusion: ExtensionSummary = { id: 'diffusion', label: 'D', summary: '', parameters: [steps, symmetry] };
const lloyd: ExtensionSummary = { id: 'lloyd', label: 'L', summary: '', parameters: [] };

describe('values of a field', () => {
  it('are parted by commas where they are numbers, and by semicolons where commas belong to them', () => {
    expect(splitValues(steps, '1000, 4000')).toEqual(['1000', '4000']);
    expect(splitValues(steps, ' 1000 ,, 4000;1000')).toEqual(['1000', '4000']);
    expect(splitValues(planes, '0-1,2-3; 0-1')).toEqual(['0-1,2-3', '0-1']);
    expect(splitValues(steps, ' ')).toEqual(['']);
    expect(joinValues(steps, ['', '4000'])).toBe('1000, 4000');
    expect(joinValues(planes, ['0-1,2-3', '0-1'])).toBe('0-1,2-3; 0-1');
    expect(joinValues(steps, [''])).toBe('');
  });
});

describe('a grid of references', () => {
  it('stands for all combinations, the default said among several values and left out where it is alone', () => {
    const grid = { id: 'diffusion', values: { steps: ['', '4000'], symmetry: ['none', ''] } };
    expect(referencesOf(grid, diffusion.parameters)).toEqual([
      'diffusion?steps=1000&symmetry=none',
      'diffusion?steps=1000&symmetry=equivariant',
      'diffusion?steps=4000&symmetry=none',
      'diffusion?steps=4000&symmetry=equivariant',
    ]);
    expect(referencesOf({ id: 'diffusion', values: { steps: ['1000'] } }, diffusion.parameters)).toEqual(['diffusion']);
  });

  it('is found again in its references, in whatever order they come', () => {
    const references = ['diffusion?steps=4000', 'diffusion?steps=1000', 'lloyd'];
    const grids = gridsOf(references, [diffusion, lloyd]);
    expect(grids).toEqual([
      { id: 'diffusion', values: { steps: ['4000', '1000'], symmetry: [''] } },
      { id: 'lloyd', values: {} },
    ]);
    expect(allReferences(grids, [diffusion, lloyd])).toEqual(references);
  });

  it('is not made of what are not all combinations, nor of two that are equal', () => {
    const uneven = ['diffusion', 'diffusion?steps=4000&symmetry=none'];
    expect(gridsOf(uneven, [diffusion])).toHaveLength(2);
    expect(allReferences(gridsOf(uneven, [diffusion]), [diffusion])).toEqual(uneven);
    expect(gridsOf(['diffusion', 'diffusion'], [diffusion])).toHaveLength(2);
  });
});
