import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ExpectedError } from '#core/errors';

const chunkBytes = 1 << 20;

export interface TextFile {
  /** In pieces, without a byte order mark. */
  readonly chunks: AsyncIterable<string>;
  /** Bytes of the file read so far, and in all. */
  progress(): { readonly current: number; readonly total: number };
}

/** The text of a UTF-8 file, gzip or not. */
export async function openText(path: string, name: string): Promise<TextFile> {
  const { size } = await stat(path);
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  return { chunks: decode(file, name), progress: () => ({ current: file.bytesRead, total: size }) };
}

async function* decode(file: ReadStream, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stream: AsyncIterable<Buffer> = /\.gz$/i.test(name)
    ? // An error of either stream ends the reading of the second one with that error.
      pipeline(file, createGunzip({ chunkSize: chunkBytes }), () => undefined)
    : file;
  try {
    for await (const chunk of stream) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof ExpectedError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const problem =
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? 'is not UTF-8 text'
        : `cannot be decompressed (${cause instanceof Error ? cause.message : code})`;
    throw new ExpectedError('malformed-file', `${name}: ${problem}.`, { cause });
  } finally {
    file.destroy();
  }
}
