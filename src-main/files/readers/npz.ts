import { ExpectedError } from '#core/errors';
import { defineReader } from '../define-reader';
import { readNpy } from '../read-npy';
import { type NpyHeader, readNpyHeader, splitDescription } from '../npy-header';
import { readNpyLabels } from '../read-npy-labels';
import { usingSource } from '../using-source';
import { type ZipArchive, openZip } from '../zip-archive';

/** `archive.npz:name` chooses one of several arrays. */
export const npz = defineReader({
  id: 'npz',
  label: 'NumPy archive (.npz; one array of several: file.npz:name)',
  accepts: ({ kind, name }) => kind === 'file' && /\.npz$/i.test(name),
  async read(file, options) {
    const archive = await openZip(file.path, file.name);
    try {
      const labelsEntry =
        options.labelsColumn === undefined ? undefined : requireArray(archive, file.name, options.labelsColumn);
      const entry =
        file.member === undefined
          ? await onlyPoints(archive, file.name, labelsEntry)
          : requireArray(archive, file.name, file.member);
      const table = await usingSource(await archive.open(entry), (source) => readNpy(source, options));
      if (labelsEntry === undefined) return table;
      const labels = await usingSource(await archive.open(labelsEntry), (source) =>
        readNpyLabels(source, table, options),
      );
      return { ...table, labels };
    } finally {
      archive.close();
    }
  },
});

const arrayName = (entry: string): string => entry.replace(/\.npy$/i, '');

function requireArray(archive: ZipArchive, name: string, wanted: string): string {
  const found = archive.entries.find((entry) => arrayName(entry) === wanted);
  if (found === undefined)
    throw new ExpectedError('not-found', `${name}: has no array '${wanted}'; it has ${namesOf(archive.entries)}.`);
  return found;
}

/** The only array with points: the only one at all, or the only one of numbers in two or more axes. */
async function onlyPoints(archive: ZipArchive, name: string, labelsEntry: string | undefined): Promise<string> {
  const arrays = archive.entries.filter((entry) => /\.npy$/i.test(entry) && entry !== labelsEntry);
  const candidates: string[] = [];
  for (const entry of arrays) {
    const header = await usingSource(await archive.open(entry), readNpyHeader);
    if (arrays.length === 1 || holdsPoints(header)) candidates.push(entry);
  }
  const [first] = candidates;
  if (first === undefined || candidates.length > 1)
    throw new ExpectedError(
      'malformed-file',
      first === undefined
        ? `${name}: holds no array of points; it has ${namesOf(archive.entries)}.`
        : `${name}: holds several arrays; choose one, as in ${name}:${arrayName(first)}. It has ${namesOf(arrays)}.`,
    );
  return first;
}

/** Text and pickled objects beside the points are labels or notes; what the points' own type is, their reading tells. */
const holdsPoints = ({ description = '', shape }: NpyHeader): boolean =>
  shape.length >= 2 && !['U', 'S', 'O'].includes(splitDescription(description)?.kind ?? '');

function namesOf(entries: readonly string[]): string {
  const shown = entries.slice(0, 20).map(arrayName).join(', ');
  return entries.length === 0 ? 'no arrays' : entries.length > 20 ? `${shown}, …` : shown;
}
