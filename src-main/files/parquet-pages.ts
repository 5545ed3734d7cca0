import { parquetHeader } from 'hyparquet/src/column.js';
import { ExpectedError } from '#core/errors';

const largestPage = 2 ** 28;

/**
 * Walks over the page headers of one column of a row group, before anything is decoded: what they promise decides how much memory decoding takes.
 * @param rows - the rows of the group; a flat column has as many values
 */
export function checkPages(chunk: ArrayBuffer, rows: number, name: string): void {
  const reader = { view: new DataView(chunk), offset: 0 };
  let values = 0;
  while (values < rows && reader.offset < chunk.byteLength) {
    const header = parquetHeader(reader);
    const { compressed_page_size: compressed, uncompressed_page_size: uncompressed } = header;
    const count =
      header.data_page_header?.num_values ??
      header.data_page_header_v2?.num_values ??
      header.dictionary_page_header?.num_values ??
      0;
    if (
      !(compressed >= 0) ||
      !(uncompressed >= 0) ||
      uncompressed > largestPage ||
      !(count >= 0) ||
      count > largestPage
    )
      throw new ExpectedError(
        'too-large',
        `${name}: a page promises ${uncompressed} bytes and ${count} values; at most ${largestPage} are possible.`,
      );
    // A dictionary is stored value by value: at least one bit each.
    if (header.type === 'DICTIONARY_PAGE' && count > 8 * uncompressed + 8)
      throw new ExpectedError(
        'malformed-file',
        `${name}: a dictionary of ${uncompressed} bytes promises ${count} values.`,
      );
    if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') values += count;
    reader.offset += compressed;
  }
  if (values !== rows || reader.offset > chunk.byteLength)
    throw new ExpectedError('malformed-file', `${name}: its pages hold ${values} values; expected ${rows}.`);
}
