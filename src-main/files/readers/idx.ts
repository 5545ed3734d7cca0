import { fileSource } from '../byte-source';
import { defineReader } from '../define-reader';
import { gzipSource } from '../gzip-source';
import { readIdx } from '../read-idx';
import { refuseLabelsColumn } from '../refuse-labels-column';
import { usingSource } from '../using-source';

export const idx = defineReader({
  id: 'idx',
  label: "MNIST's format, IDX (-ubyte, -ubyte.gz, .idx, .idx.gz)",
  accepts: ({ kind, name }) =>
    kind === 'file' && /([-.](u?byte|short|int|float|double)|\.idx|-idx\d)(\.gz)?$/i.test(name),
  async read(file, options) {
    refuseLabelsColumn(file, options);
    const open = /\.gz$/i.test(file.name) ? gzipSource : fileSource;
    return usingSource(await open(file.path, file.name), (source) => readIdx(source, options));
  },
});
