import type SharpConstructor from 'sharp';
import type { Sharp } from 'sharp';
import { ExpectedError } from '#core/errors';
import { allocatePoints } from '../allocate-points';
import { type DataFile, defineReader, type ReadOptions } from '../define-reader';
import { expectPngOrJpeg } from '../expect-png-or-jpeg';
import { type ImageFile, listImages } from '../list-images';

type OpenImage = typeof SharpConstructor;

/** Pixels of one image; checked before it is decoded. */
const mostPixels = 2 ** 24;

interface Size {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Of each value. */
  readonly bits: 8 | 16;
}

export const imageFolder = defineReader({
  id: 'image-folder',
  label: 'a folder of PNG or JPEG images of one size (or of one subfolder for each label)',
  accepts: ({ kind }) => kind === 'folder',
  async read(folder, options) {
    if (options.labelsColumn !== undefined)
      throw new ExpectedError(
        'does-not-fit',
        `${folder.name}: the labels of images are the names of their subfolders.`,
      );
    const sharp = await loadSharp();
    const files = await listImages(folder);
    const rows = options.chooseRows(files.length);
    const chosen =
      rows === undefined ? files : Array.from(rows, (row) => files[row]).filter((file) => file !== undefined);
    return { ...(await decodeAll(sharp, folder, chosen, options)), available: files.length, rows };
  },
});

async function decodeAll(sharp: OpenImage, folder: DataFile, files: readonly ImageFile[], { work }: ReadOptions) {
  const [first] = files;
  if (first === undefined) throw new ExpectedError('malformed-file', `${folder.name}: holds no PNG or JPEG images.`);
  const size = await sizeOf(sharp, first);
  const dimension = size.width * size.height * size.channels;
  const points = allocatePoints(folder.name, files.length, dimension, 'float32');
  for (const [index, file] of files.entries()) {
    const found = await sizeOf(sharp, file);
    if (describe(found) !== describe(size))
      throw new ExpectedError(
        'malformed-file',
        `${folder.name}: ${file.name} is ${describe(found)}, but ${first.name} is ${describe(size)}; expected images of one size.`,
      );
    points.values.set(await decode(sharp, file, size), index * dimension);
    await work.checkpoint({ step: `Reading ${folder.name}`, current: index, total: files.length });
  }
  const labels = files.map((file) => file.label ?? '');
  return {
    points,
    largest: size.bits === 8 ? 255 : 65535,
    layout: { kind: 'image', rows: size.height, columns: size.width, channels: size.channels } as const,
    labels: first.label === undefined ? undefined : labels,
  };
}

async function loadSharp(): Promise<OpenImage> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new ExpectedError('unavailable', 'Images cannot be read: the library sharp does not load on this machine.', {
      cause,
    });
  }
}

const openImage = (sharp: OpenImage, file: ImageFile): Sharp =>
  sharp(file.path, { limitInputPixels: mostPixels, failOn: 'warning' });

async function sizeOf(sharp: OpenImage, file: ImageFile): Promise<Size> {
  await expectPngOrJpeg(file.path, file.name);
  const { width, height, channels, space, depth } = await openImage(sharp, file)
    .metadata()
    .catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
  if (width * height > mostPixels)
    throw new ExpectedError(
      'too-large',
      `${file.name}: has ${width} × ${height} pixels; at most ${mostPixels} are possible.`,
    );
  return { width, height, channels: space === 'cmyk' ? 3 : channels, bits: depth === 'ushort' ? 16 : 8 };
}

/** Rows of pixels, channels innermost; grey images keep their one channel, and a second one of opacity. */
async function decode(sharp: OpenImage, file: ImageFile, size: Size): Promise<Uint8Array | Uint16Array> {
  const grey = size.channels === 1;
  const [space, depth] =
    size.bits === 8 ? ([grey ? 'b-w' : 'srgb', 'uchar'] as const) : ([grey ? 'grey16' : 'rgb16', 'ushort'] as const);
  const { data, info } = await openImage(sharp, file)
    .toColourspace(space)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
  // Conversion to grey leaves opacity out, so these are decoded as colour.
  const decoded = size.channels === 2 ? 4 : size.channels;
  if (data.length !== (size.width * size.height * decoded * size.bits) / 8)
    throw new ExpectedError(
      'malformed-file',
      `${file.name}: decodes to ${info.channels} channels; expected ${describe(size)}.`,
    );
  // The bytes may start anywhere in their buffer, but 16-bit numbers may not.
  const values = size.bits === 8 ? data : new Uint16Array(new Uint8Array(data).buffer);
  return size.channels === 2 ? values.filter((_, i) => i % 4 === 0 || i % 4 === 3) : values;
}

function describe({ width, height, channels, bits }: Size): string {
  return `${width} × ${height} pixels of ${channels} channel${channels === 1 ? '' : 's'} of ${bits} bits`;
}

function unreadable(file: ImageFile, cause: unknown): ExpectedError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
  const code = reason.includes('pixel limit') ? 'too-large' : 'malformed-file';
  return new ExpectedError(code, `${file.name}: cannot be decoded (${reason.replaceAll(file.path, file.name)}).`, {
    cause,
  });
}
