import { open } from 'node:fs/promises';
import { ExpectedError } from '#core/errors';

/** Bytes read from front to back, however they are stored. Every method throws an ExpectedError('malformed-file') where the bytes end too soon. */
export interface ByteSource {
  /** For error messages: the file's name, and the part inside it. */
  readonly name: string;
  /** No more bytes than this can follow from the start: the length of a file, or what a compressed one can expand to. */
  readonly mostBytes: number;
  /** Bytes consumed so far. */
  readonly position: number;
  /** The next `length` bytes; valid until the next call. */
  read(length: number): Promise<Buffer>;
  skip(length: number): Promise<void>;
  /** Nothing may follow. */
  expectEnd(): Promise<void>;
  close(): Promise<void>;
}

const chunkSize = 1 << 20;

/** The bytes of a file; what is skipped is not read. */
export async function fileSource(path: string, name: string): Promise<ByteSource> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  let position = 0;
  let buffer = Buffer.alloc(0);
  let bufferStart = 0;

  const require = (length: number): void => {
    if (position + length > size) throw endsTooSoon(name, size, position + length);
  };
  return {
    name,
    mostBytes: size,
    get position() {
      return position;
    },
    async read(length) {
      require(length);
      if (position < bufferStart || position + length > bufferStart + buffer.length) {
        // Reading ahead pays only where the bytes are read one after another.
        const sequential = position === bufferStart + buffer.length;
        const wanted = sequential ? Math.min(Math.max(length, chunkSize), size - position) : length;
        const next = Buffer.allocUnsafe(wanted);
        const { bytesRead } = await handle.read(next, 0, wanted, position);
        if (bytesRead < length) throw endsTooSoon(name, position + bytesRead, position + length);
        buffer = next.subarray(0, bytesRead);
        bufferStart = position;
      }
      const from = position - bufferStart;
      position += length;
      return buffer.subarray(from, from + length);
    },
    skip(length) {
      require(length);
      position += length;
      return Promise.resolve();
    },
    expectEnd() {
      if (position < size) throw trailing(name, position, size - position);
      return Promise.resolve();
    },
    close: () => handle.close(),
  };
}

/** The bytes of a stream, such as one that is being decompressed; never more than a chunk is held. */
export function streamSource(stream: AsyncIterable<string | Buffer>, name: string, mostBytes: number): ByteSource {
  const iterator = stream[Symbol.asyncIterator]();
  let position = 0;
  let pending: Buffer = Buffer.alloc(0);

  const next = async (): Promise<boolean> => {
    let result: IteratorResult<string | Buffer>;
    try {
      result = await iterator.next();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ExpectedError('malformed-file', `${name}: cannot be decompressed after byte ${position} (${reason}).`, {
        cause,
      });
    }
    if (result.done === true) return false;
    pending = Buffer.from(result.value);
    return true;
  };
  /** Passes up to `length` bytes on, as they come. */
  const consume = async (length: number, use: (chunk: Buffer, at: number) => void): Promise<void> => {
    const wanted = position + length;
    let done = 0;
    while (done < length) {
      if (pending.length === 0 && !(await next())) throw endsTooSoon(name, position, wanted);
      const chunk = pending.subarray(0, length - done);
      use(chunk, done);
      done += chunk.length;
      position += chunk.length;
      pending = pending.subarray(chunk.length);
    }
  };
  return {
    name,
    mostBytes,
    get position() {
      return position;
    },
    async read(length) {
      if (length > mostBytes) throw endsTooSoon(name, mostBytes, position + length);
      const out = Buffer.allocUnsafe(length);
      await consume(length, (chunk, at) => chunk.copy(out, at));
      return out;
    },
    skip: (length) => consume(length, () => undefined),
    async expectEnd() {
      while (pending.length === 0) if (!(await next())) return;
      throw trailing(name, position);
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** Throws unless `length` more bytes can follow: to be called with what a header promises, before memory is taken for it. */
export function expectBytes(source: ByteSource, length: number): void {
  const wanted = source.position + length;
  if (wanted > source.mostBytes) throw endsTooSoon(source.name, source.mostBytes, wanted);
}

function endsTooSoon(name: string, size: number, wanted: number): ExpectedError {
  return new ExpectedError(
    'malformed-file',
    `${name}: ends at byte ${size}, but its header promises ${wanted} bytes or more.`,
  );
}

function trailing(name: string, position: number, extra?: number): ExpectedError {
  const howMany = extra === undefined ? 'more bytes' : `${extra} more bytes`;
  return new ExpectedError(
    'malformed-file',
    `${name}: ${howMany} follow byte ${position}, where its header says that it ends.`,
  );
}
