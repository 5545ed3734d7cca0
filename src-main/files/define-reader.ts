import type { Points } from '#core/mathematics/points';
import type { Layout } from '#core/spaces/layout';
import type { Work } from '#core/work';

/** A file or a folder that a user chose. */
export interface DataFile {
  readonly path: string;
  /** Its name, for error messages. */
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** One of several arrays inside, from `archive.npz:name`. */
  readonly member: string | undefined;
}

export interface ReadOptions {
  /**
   * The rows to take of `available`, in the order in which they are wanted; undefined for all. Throws where there are too few.
   * Rows are counted from 0.
   */
  readonly chooseRows: (available: number) => Int32Array | undefined;
  /** Are all rows to be taken, so that `chooseRows` answers undefined whatever is available? */
  readonly takesAll: boolean;
  /** A column (name or index from 0) of labels. */
  readonly labelsColumn: string | undefined;
  readonly work: Work;
}

/** What a reader found. The values need not be finite: that is checked once, for all formats. */
export interface Table {
  readonly points: Points;
  /** Rows in the file. */
  readonly available: number;
  /** The row of the file, from 0, that each point came from; undefined when all were taken. */
  readonly rows: Int32Array | undefined;
  readonly layout: Layout;
  /** The largest value that the format can hold, such as 255 for bytes; undefined where it has none. */
  readonly largest: number | undefined;
  /** One a point. */
  readonly labels: readonly string[] | undefined;
}

/** Reads one format. */
export interface Reader {
  readonly id: string;
  /** As shown to people: 'NumPy array (.npy)'. */
  readonly label: string;
  accepts(file: DataFile): boolean;
  /** Throws an ExpectedError that says what is wrong, where, and what was expected. */
  read(file: DataFile, options: ReadOptions): Promise<Table>;
}

/** Declares a format; one file a format, listed in readers/index.ts. */
export function defineReader(reader: Reader): Reader {
  return reader;
}
