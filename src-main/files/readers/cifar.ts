import { stat } from 'node:fs/promises';
import { ExpectedError } from '#core/errors';
import { allocatePoints } from '../allocate-points';
import { fileSource } from '../byte-source';
import { defineReader } from '../define-reader';
import { readRecords } from '../read-records';
import { usingSource } from '../using-source';

/** Records of the binary versions (Krizhevsky, "Learning multiple layers of features from tiny images", 2009): labels, then 32 × 32 pixels of each colour. */
const side = 32;
const plane = side * side;

interface Version {
  readonly name: string;
  /** Each label's column and number of classes, in the order of the bytes. */
  readonly labels: readonly { readonly column: string; readonly classes: number }[];
}

const versions: readonly Version[] = [
  { name: 'CIFAR-10', labels: [{ column: 'label', classes: 10 }] },
  {
    name: 'CIFAR-100',
    labels: [
      { column: 'coarse', classes: 20 },
      { column: 'fine', classes: 100 },
    ],
  },
];

const recordBytes = (version: Version): number => version.labels.length + 3 * plane;

export const cifar = defineReader({
  id: 'cifar',
  label: 'CIFAR-10 or CIFAR-100, binary version (.bin)',
  accepts: ({ kind, name }) => kind === 'file' && /\.bin$/i.test(name),
  async read({ path, name }, { chooseRows, labelsColumn, work }) {
    const { size } = await stat(path);
    const version = versions.find((candidate) => size > 0 && size % recordBytes(candidate) === 0);
    if (version === undefined)
      throw new ExpectedError(
        'malformed-file',
        `${name}: has ${size} bytes; expected a multiple of 3073 (CIFAR-10) or 3074 (CIFAR-100).`,
      );
    const column = labelsColumn ?? version.labels.at(-1)?.column;
    const chosenLabel = version.labels.findIndex((label) => label.column === column);
    if (chosenLabel < 0)
      throw new ExpectedError(
        'invalid-input',
        `${name}: ${version.name} has no labels '${labelsColumn}'; expected ${version.labels.map((label) => label.column).join(' or ')}.`,
      );
    const bytes = recordBytes(version);
    const available = size / bytes;
    const rows = chooseRows(available);
    const points = allocatePoints(name, rows?.length ?? available, 3 * plane, 'float32');
    const labels: string[] = Array<string>(points.count).fill('');
    await usingSource(await fileSource(path, name), (source) =>
      readRecords(source, { available, bytes, rows }, work, (record, slot) => {
        version.labels.forEach(({ classes }, index) => {
          if ((record[index] ?? 0) >= classes)
            throw new ExpectedError(
              'malformed-file',
              `${name}: image ${(rows?.[slot] ?? slot) + 1} has the label ${record[index]}; ${version.name} has ${classes} classes.`,
            );
        });
        labels[slot] = String(record[chosenLabel]);
        interleave(record.subarray(version.labels.length), points.values.subarray(slot * 3 * plane));
      }),
    );
    const layout = { kind: 'image', rows: side, columns: side, channels: 3 } as const;
    return { points, available, rows, layout, largest: 255, labels };
  },
});

/** From colour by colour to pixel by pixel. */
function interleave(planes: Uint8Array, out: Float32Array | Float64Array): void {
  for (let channel = 0; channel < 3; channel++)
    for (let pixel = 0; pixel < plane; pixel++) out[pixel * 3 + channel] = planes[channel * plane + pixel] ?? 0;
}
