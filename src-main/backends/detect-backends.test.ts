import { describe, expect, it, vi } from 'vitest';
import { activateBackend, reportBackends } from './detect-backends';
import { backends } from './registry';

describe('a backend that fails in an unforeseen way', () => {
  it('is passed over, with what it said as the reason', async () => {
    for (const id of ['tensorflow', 'tensorflow-gpu', 'wasm', 'webgpu'])
      vi.spyOn(backends.get(id), 'load').mockRejectedValue(new Error(`No luck with ${id}\nat line 1`));
    expect(await activateBackend('auto')).toMatchObject({ id: 'cpu' });
    const reports = await reportBackends();
    expect(reports.map(({ id, status }) => [id, status])).toEqual([
      ['tensorflow-gpu', 'unavailable'],
      ['webgpu', 'unavailable'],
      ['tensorflow', 'unavailable'],
      ['wasm', 'unavailable'],
      ['cpu', 'used'],
    ]);
    expect(reports[3]?.reason).toBe('It failed when it was tried: No luck with wasm.');
    await expect(activateBackend('wasm')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
