import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type ByteSource, streamSource } from './byte-source';

/** Deflate cannot expand a byte to more than 1,032 (258 bytes for two bits), so a header that promises more is false. */
export const largestDeflateRatio = 1032;

/** The decompressed bytes of a gzip file. */
export async function gzipSource(path: string, name: string): Promise<ByteSource> {
  const { size } = await stat(path);
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  // An error of either stream reaches the reader of `gunzip`, which reports it.
  pipeline(createReadStream(path), gunzip, () => undefined);
  return streamSource(gunzip, name, size * largestDeflateRatio);
}
