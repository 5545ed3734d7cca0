import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ExpectedError } from '#core/errors';
import { type ByteSource, streamSource } from './byte-source';
import { largestDeflateRatio } from './gzip-source';

export interface ZipArchive {
  /** Names of the files inside. */
  readonly entries: readonly string[];
  /** What the directory says of one of them. */
  describe(entry: string): ZipEntry;
  open(entry: string): Promise<ByteSource>;
  close(): void;
}

export interface ZipEntry {
  /** Of the file inside. */
  readonly bytes: number;
  /** In the archive. */
  readonly storedBytes: number;
  readonly compressed: boolean;
}

const mostEntries = 1000;

/** Opens a zip archive; the sizes and checksums that its directory states are verified while an entry is read. */
export async function openZip(path: string, name: string): Promise<ZipArchive> {
  // Not closed by itself after the last entry: entries are read later.
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((cause: unknown) => {
    throw malformed(name, cause);
  });
  try {
    const entries = await listEntries(zip, name);
    const find = (entryName: string): Entry => {
      const entry = entries.get(entryName);
      if (entry === undefined) throw new Error(`No entry '${entryName}'.`);
      return entry;
    };
    return {
      entries: [...entries.keys()],
      describe(entryName) {
        const { uncompressedSize, compressedSize, compressionMethod } = find(entryName);
        return { bytes: uncompressedSize, storedBytes: compressedSize, compressed: compressionMethod !== 0 };
      },
      open: (entryName) => openEntry(zip, find(entryName), name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof ExpectedError ? error : malformed(name, error);
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > mostEntries)
    throw new ExpectedError(
      'too-large',
      `${name}: holds ${zip.entryCount} files; at most ${mostEntries} are looked through.`,
    );
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName))
      throw new ExpectedError('malformed-file', `${name}: holds two files called '${entry.fileName}'.`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function openEntry(zip: ZipFile, entry: Entry, archive: string): Promise<ByteSource> {
  const name = `${archive}:${entry.fileName}`;
  if (entry.isEncrypted() || !entry.canDecodeFileData())
    throw new ExpectedError(
      'malformed-file',
      `${name}: is encrypted or compressed in an unknown way; expected deflate.`,
    );
  const stream = await zip.openReadStreamPromise(entry).catch((cause: unknown) => {
    throw malformed(name, cause);
  });
  const mostBytes = Math.min(entry.uncompressedSize, entry.compressedSize * largestDeflateRatio);
  return streamSource(checked(stream, entry.crc32), name, mostBytes);
}

async function* checked(chunks: AsyncIterable<Buffer>, expected: number): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of chunks) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== expected) throw new Error('wrong checksum');
}

function malformed(name: string, cause: unknown): ExpectedError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ExpectedError('malformed-file', `${name}: is not a sound zip archive (${reason}).`, { cause });
}
