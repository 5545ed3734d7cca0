import { open, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { BundleWriter } from '../engine/ports';

/** The first day of a zip archive's clock, which has no zone: equal contents make equal archives. */
const unchanging = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/** Writes a zip archive to a new file, entry after entry. */
export async function writeZip(path: string): Promise<BundleWriter> {
  const file = await open(path, 'wx');
  const zip = new ZipFile();
  const stop = new AbortController();
  let size = 0;
  const written = pipeline(
    zip.outputStream,
    async (chunks: AsyncIterable<string | Uint8Array>) => {
      await writeFile(file, chunks);
      ({ size } = await file.stat());
    },
    { signal: stop.signal },
  ).finally(() => file.close());
  // Its failure is that of the entry that is being added, or of `finish`.
  written.catch(() => undefined);
  const add = async (name: string, pieces: AsyncIterable<Uint8Array> | [Uint8Array], compress: boolean) => {
    const source = Readable.from(pieces, { objectMode: false });
    zip.addReadStream(source, name, { ...unchanging, compress });
    try {
      // When nothing can be written any more, the source does not end.
      await Promise.race([finished(source), written]);
    } finally {
      source.destroy();
    }
  };
  return {
    add: (name, content) => add(name, [content], true),
    addStored: (name, pieces) => add(name, pieces, false),
    async finish() {
      zip.end();
      await written;
      return size;
    },
    async abandon() {
      stop.abort();
      await written.catch(() => undefined);
    },
  };
}
