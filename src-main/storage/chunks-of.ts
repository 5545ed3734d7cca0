const chunkBytes = 2 ** 18;

/** Bytes in pieces that a row can hold well, with their positions. */
export function* chunksOf(bytes: Uint8Array): Generator<{ readonly position: number; readonly bytes: Uint8Array }> {
  for (let from = 0, position = 0; from < bytes.length; from += chunkBytes, position++)
    yield { position, bytes: bytes.subarray(from, from + chunkBytes) };
}
