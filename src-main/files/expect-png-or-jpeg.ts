import { open } from 'node:fs/promises';
import { ExpectedError } from '#core/errors';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff]);
/** Each can expand to 8 MB before the decoder stops it. */
const mostCompressedNotes = 32;
const mostChunks = 1 << 16;

type Handle = Awaited<ReturnType<typeof open>>;

/** Looks at the bytes before a decoder does: a name proves nothing, and other formats (SVG) can refer to other files. */
export async function expectPngOrJpeg(path: string, name: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const start = Buffer.alloc(8);
    await handle.read(start, 0, 8, 0);
    if (start.equals(png)) await expectFewNotes(handle, name);
    else if (!start.subarray(0, 3).equals(jpeg))
      throw new ExpectedError('malformed-file', `${name}: is neither a PNG nor a JPEG image.`);
  } finally {
    await handle.close();
  }
}

/** Compressed notes beside the pixels of a PNG image, which the decoder unpacks too, however many they are. */
async function expectFewNotes(handle: Handle, name: string): Promise<void> {
  const header = Buffer.alloc(8);
  let position = png.length;
  let notes = 0;
  for (let chunks = 0; ; chunks++) {
    const { bytesRead } = await handle.read(header, 0, 8, position);
    // A file that is cut off is the decoder's to refuse.
    if (bytesRead < 8) return;
    if (['zTXt', 'iTXt', 'iCCP'].includes(header.toString('latin1', 4))) notes++;
    if (notes > mostCompressedNotes || chunks > mostChunks)
      throw new ExpectedError(
        'too-large',
        `${name}: has more than ${chunks > mostChunks ? `${mostChunks} chunks` : `${mostCompressedNotes} compressed notes`}.`,
      );
    // Behind the content, its checksum.
    position += 12 + header.readUInt32BE(0);
  }
}
