import type { z } from 'zod';
import type { SweepSummary } from '#contract/sweep';
import { CancelledError, ExpectedError } from '#core/errors';
import { bundledPoints, bundleManifest, manifestName, namesIn, type BundledPoints } from './bundle-format';
import { exportedSweep, type ExportedSweep } from './exported-sweep';
import { expectWritable } from './expect-writable';
import { checkedSweep, importedSweep } from './import-sweep';
import type { BundleReader } from './ports';
import type { JobOptions } from './worker-pool';
import type { StoredPoints, Workspace } from './workspace';

/** A text that is unpacked whole. */
const largestText = 2 ** 28;

export interface ImportedBundle {
  readonly imported: readonly SweepSummary[];
  /** Those that the workspace had already. */
  readonly known: readonly SweepSummary[];
}

/**
 * Puts the sweeps of a bundle in a workspace, each of them whole or not at all; those that are there already stay as they are.
 * @throws ExpectedError 'malformed-file', 'too-large' where the archive is not as a bundle is
 */
export async function importBundle(
  workspace: Workspace,
  reader: BundleReader,
  options: JobOptions,
): Promise<ImportedBundle> {
  expectWritable(workspace);
  const bundle = new CheckedBundle(reader);
  const { sweeps } = await bundle.text(manifestName, bundleManifest);
  bundle.expectOnly([manifestName, ...sweeps.flatMap((_, number) => Object.values(namesIn(number)))]);
  const imported: SweepSummary[] = [];
  const known: SweepSummary[] = [];
  for (const [number, { id }] of sweeps.entries()) {
    const names = namesIn(number);
    options.onProgress?.({ step: 'reading', current: number, total: sweeps.length });
    const described = checkedSweep(await bundle.text(names.sweep, exportedSweep));
    if (described.sweep.id !== id) throw bundle.malformed(`${names.sweep} is of another sweep than it says`);
    const index = await bundle.text(names.index, bundledPoints);
    expectPointsOf(bundle, described, index, names.points);
    const there = await workspace.summary(id).catch((error: unknown) => {
      if (error instanceof ExpectedError && error.code === 'not-found') return null;
      throw error;
    });
    if (there !== null && !(await workspace.isDeleted(id))) {
      known.push(there);
      continue;
    }
    const points = readPoints(bundle, names.points, index, options);
    await workspace.importSweep({ ...importedSweep(described), points });
    imported.push(await workspace.summary(id));
  }
  return { imported, known };
}

/** An archive of which nothing is believed. */
class CheckedBundle {
  constructor(private readonly reader: BundleReader) {
    const stored = reader.entries.reduce((sum, name) => sum + reader.describe(name).storedBytes, 0);
    // Entries that lie over one another would unpack to more than there is.
    if (stored > reader.bytes) throw this.malformed('its entries overlap');
  }

  malformed(what: string): ExpectedError {
    return new ExpectedError('malformed-file', `${this.reader.name}: is no bundle of sweeps (${what}).`);
  }

  expectOnly(names: readonly string[]): void {
    const expected = new Set(names);
    const foreign = this.reader.entries.find((name) => !expected.has(name));
    if (foreign !== undefined) throw this.malformed(`it holds '${foreign}'`);
  }

  /** The checked content of one of its texts. */
  async text<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> {
    const { bytes } = this.#describe(name);
    if (bytes > largestText)
      throw new ExpectedError(
        'too-large',
        `${this.reader.name}: '${name}' has ${bytes} bytes; at most ${largestText} are read.`,
      );
    const source = await this.reader.open(name);
    let content: unknown;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await source.read(bytes));
      await source.expectEnd();
      content = JSON.parse(text);
    } catch (cause) {
      if (cause instanceof ExpectedError) throw cause;
      throw this.malformed(`'${name}' is not JSON`);
    } finally {
      await source.close();
    }
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw this.malformed(`${name}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }

  /** The bytes of one of its sets of numbers, which are not compressed: they cannot be more than the archive has. */
  numbers(name: string): { readonly bytes: number; open(): ReturnType<BundleReader['open']> } {
    const { bytes, compressed } = this.#describe(name);
    if (compressed) throw this.malformed(`'${name}' is compressed`);
    return { bytes, open: () => this.reader.open(name) };
  }

  #describe(name: string): ReturnType<BundleReader['describe']> {
    if (!this.reader.entries.includes(name)) throw this.malformed(`it lacks '${name}'`);
    return this.reader.describe(name);
  }
}

/** Every set belongs to a finished run, once, and together they are as long as the file. */
function expectPointsOf(bundle: CheckedBundle, { runs }: ExportedSweep, index: BundledPoints, name: string): void {
  const finished = new Set(runs.filter(({ state }) => state === 'finished').map(({ id }) => id));
  const seen = new Set<string>();
  let bytes = 0;
  for (const { run, kind, points, dimension } of index) {
    const key = `${kind} ${run}`;
    if (!finished.has(run) || seen.has(key)) throw bundle.malformed(`the points of the run '${run}' have no place`);
    seen.add(key);
    bytes += points * dimension * Float32Array.BYTES_PER_ELEMENT;
  }
  if (bytes !== bundle.numbers(name).bytes) throw bundle.malformed(`'${name}' is not as long as its points are`);
}

async function* readPoints(
  bundle: CheckedBundle,
  name: string,
  index: BundledPoints,
  { signal, onProgress }: JobOptions,
): AsyncGenerator<StoredPoints & { readonly run: string }> {
  const source = await bundle.numbers(name).open();
  try {
    for (const [current, { run, kind, points, dimension }] of index.entries()) {
      if (signal?.aborted === true) throw new CancelledError();
      onProgress?.({ step: 'unpacking', current, total: index.length });
      const values = new Float32Array(points * dimension);
      const bytes = new Uint8Array(values.buffer);
      bytes.set(await source.read(bytes.length));
      yield { run, kind, points, dimension, values };
    }
    // Its checksum is known only when nothing is left.
    await source.expectEnd();
  } finally {
    await source.close();
  }
}
