import { stat } from 'node:fs/promises';
import { ExpectedError } from '#core/errors';
import { allocatePoints } from '../allocate-points';
import { type ByteSource, fileSource } from '../byte-source';
import { defineReader, type ReadOptions, type Table } from '../define-reader';
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
  async read({ path, name }, options) {
    const version = await findVersion(path, name, options);
    return usingSource(await fileSource(path, name), (source) => readVersion(source, version, options));
  },
});

/** By the size; where both versions have such a size, by the labels: in the other version, bytes of colour stand in their place. */
async function findVersion(path: string, name: string, options: ReadOptions): Promise<Version> {
  const { size } = await stat(path);
  const [first, ...others] = versions.filter((candidate) => size > 0 && size % recordBytes(candidate) === 0);
  if (first === undefined)
    throw new ExpectedError(
      'malformed-file',
      `${name}: has ${size} bytes; expected a multiple of 3073 (CIFAR-10) or 3074 (CIFAR-100).`,
    );
  for (const version of others.length === 0 ? [] : [first, ...others])
    if (await usingSource(await fileSource(path, name), (source) => hasLabels(source, version, options)))
      return version;
  return first;
}

/** Are the labels of all images (of the first thousands) such as the version has? */
async function hasLabels(source: ByteSource, version: Version, { work }: ReadOptions): Promise<boolean> {
  const images = Math.min(source.mostBytes / recordBytes(version), 4096);
  for (let image = 0; image < images; image++) {
    const record = await source.read(recordBytes(version));
    if (version.labels.some(({ classes }, index) => (record[index] ?? 0) >= classes)) return false;
    if (image % 256 === 0)
      await work.checkpoint({ step: `Looking at the labels of ${source.name}`, current: image, total: images });
  }
  return true;
}

async function readVersion(source: ByteSource, version: Version, options: ReadOptions): Promise<Table> {
  const { name } = source;
  const column = options.labelsColumn ?? version.labels.at(-1)?.column;
  const chosenLabel = version.labels.findIndex((label) => label.column === column);
  if (chosenLabel < 0)
    throw new ExpectedError(
      'invalid-input',
      `${name}: ${version.name} has no labels '${column}'; expected ${version.labels.map((label) => label.column).join(' or ')}.`,
    );
  const bytes = recordBytes(version);
  const available = source.mostBytes / bytes;
  const rows = options.chooseRows(available);
  const points = allocatePoints(name, rows?.length ?? available, 3 * plane, 'float32');
  const labels: string[] = Array<string>(points.count).fill('');
  await readRecords(source, { available, bytes, rows }, options.work, (block, from, slot, count) => {
    for (let i = 0; i < count; i++) {
      const record = block.subarray(from + i * bytes, from + (i + 1) * bytes);
      expectClasses(record, version, `${name}: image ${(rows?.[slot + i] ?? slot + i) + 1}`);
      labels[slot + i] = String(record[chosenLabel]);
      interleave(record.subarray(version.labels.length), points.values.subarray((slot + i) * 3 * plane));
    }
  });
  const layout = { kind: 'image', rows: side, columns: side, channels: 3 } as const;
  return { points, available, rows, layout, largest: 255, labels };
}

function expectClasses(record: Buffer, version: Version, image: string): void {
  version.labels.forEach(({ classes }, index) => {
    if ((record[index] ?? 0) >= classes)
      throw new ExpectedError(
        'malformed-file',
        `${image} has the label ${record[index]}; ${version.name} has ${classes} classes.`,
      );
  });
}

/** From colour by colour to pixel by pixel. */
function interleave(planes: Uint8Array, out: Float32Array | Float64Array): void {
  for (let channel = 0; channel < 3; channel++)
    for (let pixel = 0; pixel < plane; pixel++) out[pixel * 3 + channel] = planes[channel * plane + pixel] ?? 0;
}
