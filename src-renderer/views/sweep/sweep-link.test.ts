import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sweepDeclaration } from '#contract/sweep';
import { decodeSweeps, encodeSweeps, sweepInLink } from './sweep-link';

const declare = (more: object = {}) => sweepDeclaration.parse({ task: 'torus?dimension=3', sizes: [4, 8], ...more });

describe('the link to a sweep', () => {
  it('gives the same sweep again, and is short where little differs from the defaults', () => {
    const one = declare({ name: 'π & more', groups: ['trivial', 'so2?planes=0-1,2-3'], seed: 7 });
    const text = encodeSweeps([one]);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeSweeps(text)).toEqual({ ok: true, declarations: [one] });
    expect(encodeSweeps([declare()]).length).toBeLessThan(70);
  });

  it('gives the sweeps of several tasks', () => {
    const names = { 3: 'tori, dimension = 3', 4: 'tori, dimension = 4' };
    const several = [declare({ name: names[3] }), declare({ name: names[4], task: 'torus?dimension=4' })] as const;
    expect(decodeSweeps(encodeSweeps(several))).toEqual({ ok: true, declarations: several });
  });

  it('that is damaged gives one line, whatever is wrong', () => {
    const packed = (value: unknown): string =>
      Buffer.from(deflateSync(new TextEncoder().encode(JSON.stringify(value)))).toString('base64url');
    const whole = encodeSweeps([declare()]);
    const bomb = Buffer.from(deflateSync(new Uint8Array(1 << 22))).toString('base64url');
    for (const bad of ['', '!!', whole.slice(0, -6), packed(3), packed({ sizes: [1] }), bomb]) {
      const found = decodeSweeps(bad);
      expect(found.ok).toBe(false);
      if (!found.ok) expect(found.problem.text.split('\n')).toHaveLength(1);
    }
    expect(decodeSweeps(packed({ task: 'torus', sizes: [0] }))).toMatchObject({ problem: { field: 'sizes' } });
    expect(decodeSweeps(packed({ task: 'torus', sizes: [1], colour: 'red' })).ok).toBe(false);
  });

  it('is found where a whole address was pasted', () => {
    expect(sweepInLink('http://127.0.0.1:4000/#/sweep?s=abc_-9 ')).toBe('abc_-9');
    expect(sweepInLink('{"task": "torus"}')).toBeNull();
  });
});
