import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type DataRequest, dataRequest } from '#contract/data';
import { ExpectedError } from '#core/errors';
import { unwatchedWork } from '#core/work';
import { type OpenedData, openData } from './open-data';

/** A file that test/fixtures/make.py wrote. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../test/fixtures/data/${name}`, import.meta.url));

export const read = (source: string, options: Partial<DataRequest> = {}): Promise<OpenedData> =>
  openData(dataRequest.parse({ ...options, source }), unwatchedWork);

export const rowsOf = ({ points }: OpenedData): number[][] =>
  Array.from({ length: points.count }, (_, row) =>
    Array.from(points.values.subarray(row * points.dimension, (row + 1) * points.dimension)),
  );

/** The expected error of a reading that must fail. */
export async function refusal(source: string, options: Partial<DataRequest> = {}): Promise<ExpectedError> {
  const outcome = await read(source, options).catch((error: unknown) => error);
  if (outcome instanceof ExpectedError) return outcome;
  throw new Error(`expected ${source} to be refused`, { cause: outcome });
}

/** A folder for the files of one test file; removed afterwards. */
export function temporaryFolder(): { write(name: string, content: string | Uint8Array): string; path: string } {
  const path = mkdtempSync(join(tmpdir(), 'gapscope-files-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const full = join(path, name);
      writeFileSync(full, content);
      return full;
    },
  };
}
