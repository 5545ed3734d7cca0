import { sweepDeclaration } from '#contract/sweep';
import { contentHash } from '#core/sweep/hash';
import type { NewSweep, RunResult } from '#main/engine/workspace';

/** A sweep of one curve with `batches` batches of two runs, as the planner would store it. */
export function sampleSweep(id: string, options: { name?: string; batches?: number } = {}): NewSweep {
  const declaration = sweepDeclaration.parse({ name: options.name ?? 'Sample', task: 'circle', sizes: [8, 16] });
  return {
    id,
    declaration,
    declarationHash: contentHash(declaration),
    taskName: 'circle {}',
    backend: 'cpu',
    created: '2026-01-02T03:04:05.000Z',
    curves: [{ label: 'trivial', group: 'trivial', trainer: 'memoriser' }],
    batches: Array.from({ length: options.batches ?? 2 }, (_, batch) => ({
      curve: 0,
      runs: [8, 16].map((n) => ({
        id: `${id}-${String(batch)}-${String(n)}`,
        hash: `hash-${String(batch)}-${String(n)}`,
        n,
        replicate: batch,
      })),
    })),
  };
}

/** What a run leaves behind, with points of 1.5 chunks. */
export function sampleResult(id: string, gap = 0.5): RunResult {
  return {
    id,
    gap,
    standardError: gap / 10,
    generalization: 2 * gap,
    generalizationStandardError: gap / 5,
    seconds: 0.25,
    memory: 4096,
    hypotheses: null,
    series: [{ name: 'loss', steps: [1, 2], values: [3, 1.5] }],
    blobs: [
      { kind: 'samples', points: 49152, dimension: 2, values: Float32Array.from({ length: 98304 }, (_, i) => i) },
    ],
  };
}
