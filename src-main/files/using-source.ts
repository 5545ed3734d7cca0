import type { ByteSource } from './byte-source';

/** Uses a source and closes it, whatever happens. */
export async function usingSource<Result>(
  source: ByteSource,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}
