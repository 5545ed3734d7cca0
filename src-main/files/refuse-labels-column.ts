import { ExpectedError } from '#core/errors';
import type { DataFile, ReadOptions } from './define-reader';

/** For formats without columns of their own. */
export function refuseLabelsColumn(file: DataFile, { labelsColumn }: ReadOptions): void {
  if (labelsColumn !== undefined)
    throw new ExpectedError(
      'does-not-fit',
      `${file.name}: a labels column ('${labelsColumn}') can be chosen in tables only (.csv, .parquet).`,
    );
}
