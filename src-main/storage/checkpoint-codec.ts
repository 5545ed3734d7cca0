import { z } from 'zod';
import type { Checkpoint } from '../engine/checkpoint';

/** What is stored beside a checkpoint's numbers: all that is not one of the long arrays. */
const header = z.strictObject({
  replicas: z.array(z.string()).min(1),
  step: z.int().min(0),
  steps: z.int().min(0),
  /** Of `bytes` a number: 4 in float32, 8 in float64. */
  tensors: z.array(z.strictObject({ name: z.string(), length: z.int().min(0), bytes: z.literal([4, 8]).default(4) })),
  recorded: z.array(z.int()),
  failed: z.array(z.int().nullable()),
  since: z.int().min(0),
  bytes: z.number().min(0),
  seconds: z.number().min(0),
});

/** A checkpoint as text and bytes: the tensors one after the other in their own precision, then the losses in float64, replica by replica. */
export function encodeCheckpoint({ state, seconds }: Checkpoint): {
  readonly header: string;
  readonly bytes: Uint8Array;
} {
  const { tensors, losses, ...rest } = state;
  const named = Object.entries(tensors);
  const described: z.input<typeof header> = {
    ...{ replicas: [...rest.replicas], step: rest.step, steps: rest.steps, since: rest.since, bytes: rest.bytes },
    ...{ recorded: [...rest.recorded], failed: [...rest.failed], seconds },
    tensors: named.map(([name, values]) => ({
      ...{ name, length: values.length },
      bytes: values instanceof Float32Array ? 4 : 8,
    })),
  };
  const parts = [...named.map(([, values]) => values), Float64Array.from(losses.flat())];
  return { header: JSON.stringify(described), bytes: joined(parts) };
}

/** Undefined where the two do not belong together, or are not as this version writes them. */
export function decodeCheckpoint(key: string, text: string, bytes: Uint8Array): Checkpoint | undefined {
  const parsed = header.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { tensors: described, seconds, ...rest } = parsed.data;
  const size = described.reduce((sum, { length, bytes: each }) => sum + length * each, 0);
  const records = rest.replicas.length * rest.recorded.length;
  if (bytes.byteLength !== size + 8 * records) return undefined;
  let at = 0;
  const take = (length: number): ArrayBuffer => {
    // A copy, since a view has to begin at a multiple of its elements' size.
    const { buffer } = Uint8Array.from(bytes.subarray(at, at + length));
    at += length;
    return buffer;
  };
  const tensors = Object.fromEntries(
    described.map(({ name, length, bytes: each }) => {
      const buffer = take(each * length);
      return [name, each === 4 ? new Float32Array(buffer) : new Float64Array(buffer)];
    }),
  );
  const losses = rest.replicas.map(() => [...new Float64Array(take(8 * rest.recorded.length))]);
  return { key, seconds, state: { ...rest, tensors, losses } };
}

function joined(parts: readonly (Float32Array | Float64Array)[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return all;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
