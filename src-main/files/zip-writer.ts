import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

/** A zip archive that is being written, entry after entry. */
export interface ZipWriter {
  /** Compressed. */
  add(name: string, content: Uint8Array): Promise<void>;
  /** As it is, in pieces. */
  addStored(name: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /** Writes the directory and closes the file; answers its bytes. */
  finish(): Promise<number>;
  /** Closes the file as it is. */
  abandon(): Promise<void>;
}

interface Entry {
  readonly name: Buffer;
  readonly at: number;
  readonly method: 0 | 8;
  readonly checksum: number;
  readonly bytes: number;
  readonly stored: number;
}

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
};
/** The version with lengths of 64 bits, and the flag for names in UTF-8. */
const version = 45;
const utf8 = 0x0800;
/** 1 January 1980, the first day of this clock: equal contents make equal archives. */
const firstDay = 0x0021;
const full = 0xffffffff;
const compress = promisify(deflateRaw);

/** Writes a zip archive to a new file. Every length has 64 bits, so that none is too large. */
export async function writeZip(path: string): Promise<ZipWriter> {
  const file = await open(path, 'wx');
  const entries: Entry[] = [];
  let position = 0;
  const append = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(file, bytes, position);
    position += bytes.length;
  };
  const entry = async (
    name: string,
    method: 0 | 8,
    write: () => Promise<{ checksum: number; bytes: number }>,
  ): Promise<void> => {
    const at = position;
    const begun = { name: Buffer.from(name), at, method, checksum: 0, bytes: 0, stored: 0 };
    // Its place is kept until its lengths are known.
    await append(localHeader(begun));
    const from = position;
    const done = { ...begun, ...(await write()), stored: position - from };
    await writeAll(file, localHeader(done), at);
    entries.push(done);
  };
  return {
    async add(name, content) {
      await entry(name, 8, async () => {
        await append(await compress(content));
        return { checksum: crc32(content), bytes: content.length };
      });
    },
    async addStored(name, pieces) {
      await entry(name, 0, async () => {
        let checksum = 0;
        let bytes = 0;
        for await (const piece of pieces) {
          checksum = crc32(piece, checksum);
          bytes += piece.length;
          await append(piece);
        }
        return { checksum, bytes };
      });
    },
    async finish() {
      const at = position;
      for (const one of entries) await append(centralHeader(one));
      await append(endOf(entries.length, at, position - at));
      await file.close();
      return position;
    },
    abandon: () => file.close(),
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Numbers of 2, 4 and 8 bytes one after the other, lowest byte first. */
function packed(fields: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer {
  const out = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 8) out.writeBigUInt64LE(BigInt(value), at);
    else out.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return out;
}

function localHeader({ name, method, checksum, bytes, stored }: Entry): Buffer {
  const lengths = packed([
    ...([
      [1, 2],
      [16, 2],
    ] as const),
    ...([
      [bytes, 8],
      [stored, 8],
    ] as const),
  ]);
  const head = packed([
    ...([
      [signatures.local, 4],
      [version, 2],
      [utf8, 2],
      [method, 2],
      [0, 2],
      [firstDay, 2],
    ] as const),
    ...([
      [checksum, 4],
      [full, 4],
      [full, 4],
      [name.length, 2],
      [lengths.length, 2],
    ] as const),
  ]);
  return Buffer.concat([head, name, lengths]);
}

function centralHeader({ name, at, method, checksum, bytes, stored }: Entry): Buffer {
  const lengths = packed([
    ...([
      [1, 2],
      [24, 2],
    ] as const),
    ...([
      [bytes, 8],
      [stored, 8],
      [at, 8],
    ] as const),
  ]);
  const head = packed([
    ...([
      [signatures.central, 4],
      [version, 2],
      [version, 2],
      [utf8, 2],
      [method, 2],
      [0, 2],
      [firstDay, 2],
    ] as const),
    ...([
      [checksum, 4],
      [full, 4],
      [full, 4],
      [name.length, 2],
      [lengths.length, 2],
    ] as const),
    // No comment, on the first disk, without attributes.
    ...([
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [full, 4],
    ] as const),
  ]);
  return Buffer.concat([head, name, lengths]);
}

function endOf(count: number, at: number, length: number): Buffer {
  return packed([
    ...([
      [signatures.end64, 4],
      [44, 8],
      [version, 2],
      [version, 2],
      [0, 4],
      [0, 4],
    ] as const),
    ...([
      [count, 8],
      [count, 8],
      [length, 8],
      [at, 8],
    ] as const),
    ...([
      [signatures.locator64, 4],
      [0, 4],
      [at + length, 8],
      [1, 4],
    ] as const),
    ...([
      [signatures.end, 4],
      [0, 2],
      [0, 2],
      [0xffff, 2],
      [0xffff, 2],
      [full, 4],
      [full, 4],
      [0, 2],
    ] as const),
  ]);
}
