import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../engine/checkpoint';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec';

const checkpoint = fc
  .record({ replicas: fc.integer({ min: 1, max: 4 }), records: fc.integer({ min: 0, max: 5 }) })
  .chain(({ replicas, records }) =>
    fc.record({
      key: fc.string(),
      seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
      state: fc.record({
        replicas: fc.array(fc.string(), { minLength: replicas, maxLength: replicas }),
        step: fc.nat(),
        steps: fc.nat(),
        tensors: fc.dictionary(
          fc.string().filter((name) => name !== '__proto__'),
          fc.oneof(fc.float32Array({ maxLength: 9 }), fc.float64Array({ maxLength: 9 })),
          { noNullPrototype: true },
        ),
        recorded: fc.array(fc.nat(), { minLength: records, maxLength: records }),
        // Losses that are no longer finite too.
        losses: fc.array(fc.array(fc.double(), { minLength: records, maxLength: records }), {
          minLength: replicas,
          maxLength: replicas,
        }),
        failed: fc.array(fc.option(fc.nat()), { minLength: replicas, maxLength: replicas }),
        since: fc.nat(),
        bytes: fc.nat(),
      }),
    }),
  );

describe('a stored checkpoint', () => {
  it('is read as it was written, to the last bit', () => {
    fc.assert(
      fc.property(checkpoint, (written: Checkpoint) => {
        const { header, bytes } = encodeCheckpoint(written);
        expect(decodeCheckpoint(written.key, header, bytes)).toEqual(written);
      }),
    );
  });

  it('that is cut, longer, or of another version is not read', () => {
    const state = {
      replicas: ['a'],
      step: 1,
      steps: 2,
      recorded: [1],
      losses: [[0.5]],
      failed: [null],
      since: 0,
      bytes: 8,
    };
    const { header, bytes } = encodeCheckpoint({
      key: 'k',
      seconds: 1,
      state: { ...state, tensors: { parameters: Float32Array.of(1, 2, 3) } },
    });
    expect(decodeCheckpoint('k', header, bytes)).toBeDefined();
    expect(decodeCheckpoint('k', header, bytes.subarray(1))).toBeUndefined();
    expect(decodeCheckpoint('k', header, Uint8Array.of(...bytes, 0))).toBeUndefined();
    expect(decodeCheckpoint('k', header.slice(1), bytes)).toBeUndefined();
    expect(decodeCheckpoint('k', header.replace('"since"', '"later"'), bytes)).toBeUndefined();
  });
});
