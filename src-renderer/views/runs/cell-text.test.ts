import { describe, expect, it } from 'vitest';
import { cellText } from './cell-text';
import { lookOf } from './column-labels';

const title = (label: string): string => `<${label}>`;

describe('cells of the table of runs', () => {
  it('show values with their errors and units', () => {
    const cells = {
      gap: 0.125,
      standardError: 0.011,
      n: 4096,
      seconds: 90,
      memory: 2048,
      coverage: 0.5,
      verdict: 'not-applicable',
    };
    const texts = ['gap', 'n', 'seconds', 'memory', 'coverage', 'verdict'].map((column) =>
      cellText(column, cells, title),
    );
    expect(texts).toEqual(['0.125 ± 0.011', '4,096', '2 min', '2 KiB', '50 %', 'do not apply']);
  });

  it('say that there is nothing, but leave cells to write in empty', () => {
    expect(cellText('gap', { gap: null }, title)).toBe('–');
    expect(cellText('trainer.width', {}, title)).toBe('–');
    expect(cellText('note', { note: null }, title)).toBe('');
  });

  it('give references their names, and states theirs', () => {
    expect(cellText('group', { group: 'so2' }, title)).toBe('<so2>');
    expect(cellText('state', { state: 'queued' }, title)).toBe('waiting');
  });
});

describe('the names of columns', () => {
  it.each([
    ['gap', 'Gap ± s.e.'],
    ['trainer.samplingSteps', 'Trainer: sampling steps'],
    ['metrics.loss.min', 'loss, least'],
    ['metrics.a.b.last', 'a.b, last'],
    ['unheardOf', 'unheardOf'],
  ])('%s is %s', (column, label) => {
    expect(lookOf(column).label).toBe(label);
  });
});
