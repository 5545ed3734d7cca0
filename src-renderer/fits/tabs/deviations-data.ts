import { recordsCsv } from '#core/tables/csv';
import type { Deviation } from '../../charts/deviation-chart';
import type { DataExport } from '../../exports/data-export';

/** The numbers of a chart of deviations as a file. */
export function deviationsData(deviations: readonly Deviation[], name: string): readonly DataExport[] {
  return [
    {
      format: 'CSV',
      hint: 'A row a size',
      text: () => recordsCsv(deviations.map(({ n, value, used }) => ({ n, [name]: value, used }))),
    },
  ];
}
