import { fileSource } from '../byte-source';
import { defineReader } from '../define-reader';
import { readNpy } from '../read-npy';
import { refuseLabelsColumn } from '../refuse-labels-column';
import { usingSource } from '../using-source';

export const npy = defineReader({
  id: 'npy',
  label: 'NumPy array (.npy)',
  accepts: ({ kind, name }) => kind === 'file' && /\.npy$/i.test(name),
  async read(file, options) {
    refuseLabelsColumn(file, options);
    return usingSource(await fileSource(file.path, file.name), (source) => readNpy(source, options));
  },
});
