import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { ExpectedError } from '#core/errors';

const chunkBytes = 1 << 18;
/** Numbers as text expand 2 to 30 times. What expands more is hardly a table: a few megabytes could keep the reader busy for minutes. */
const largestExpansion = 100;
/** As much may come of any file. */
const freeBytes = 1 << 22;

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
  try {
    for await (const chunk of /\.gz$/i.test(name) ? decompress(file, name) : bytesOf(file))
      yield decoder.decode(chunk, { stream: true });
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

const bytesOf = (stream: ReadStream | Gunzip): AsyncIterable<Buffer> => stream;

async function* decompress(file: ReadStream, name: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  let bytes = 0;
  // An error of either stream ends the reading of the second one with that error.
  for await (const chunk of bytesOf(pipeline(file, gunzip, () => undefined))) {
    bytes += chunk.length;
    // Against what was decompressed so far, not the whole file: the part that expands may be followed by any other.
    if (bytes > freeBytes && bytes > largestExpansion * gunzip.bytesWritten)
      throw new ExpectedError(
        'too-large',
        `${name}: ${gunzip.bytesWritten} bytes of it expand to ${bytes}, more than ${largestExpansion} times; decompress it first if it is to be read.`,
      );
    yield chunk;
  }
}
