import { allocatePoints, type Precision } from './allocate-points';
import type { Points, Reals } from '#core/mathematics/points';

/** Collects rows whose number is not known beforehand. */
export class GrowingRows {
  #points: Points;
  #count = 0;

  constructor(
    private readonly name: string,
    dimension: number,
    private readonly precision: Precision,
  ) {
    this.#points = allocatePoints(name, Math.max(1, Math.floor(2 ** 16 / dimension)), dimension, precision);
  }

  /** Where the rows lie until one is added. */
  get values(): Reals {
    return this.#points.values;
  }

  /** The start of a new row in `values`. Throws 'too-large' where memory ends. */
  add(): number {
    const { count, dimension } = this.#points;
    if (this.#count === count) {
      const larger = allocatePoints(this.name, 2 * count, dimension, this.precision);
      larger.values.set(this.#points.values);
      this.#points = larger;
    }
    return this.#count++ * dimension;
  }

  /** The rows so far. */
  finish(): Points {
    const { dimension, values } = this.#points;
    return { count: this.#count, dimension, values: values.slice(0, this.#count * dimension) };
  }
}
