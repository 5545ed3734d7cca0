/** The nearest few of all points inserted. */
export interface NearestList {
  readonly capacity: number;
  /** The largest distance in the list once it is full; Infinity before. Only nearer points need inserting. */
  readonly worst: number;
  clear(): void;
  insert(distance: number, index: number): void;
  /** Writes distances and indices from `into` on, nearest first; where fewer than `capacity` were inserted, the rest are Infinity and −1. */
  write(distances: Float64Array, indices: Int32Array, into: number): void;
}

/** Up to this many, shifting a sorted list is faster than a heap. */
const longestSorted = 40;

/** A list of the `capacity` nearest, as a sorted array or, where long, a binary heap with the farthest on top. */
export function createNearestList(capacity: number): NearestList {
  return capacity <= longestSorted ? new SortedList(capacity) : new HeapList(capacity);
}

class SortedList implements NearestList {
  readonly capacity: number;
  worst = Infinity;
  private length = 0;
  private readonly distances: Float64Array;
  private readonly indices: Int32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.distances = new Float64Array(capacity);
    this.indices = new Int32Array(capacity);
  }

  clear(): void {
    this.length = 0;
    this.worst = Infinity;
  }

  insert(distance: number, index: number): void {
    const { distances, indices, capacity } = this;
    let place = this.length < capacity ? this.length++ : capacity - 1;
    while (place > 0 && (distances[place - 1] as number) > distance) {
      distances[place] = distances[place - 1] as number;
      indices[place] = indices[place - 1] as number;
      place--;
    }
    distances[place] = distance;
    indices[place] = index;
    if (this.length === capacity) this.worst = distances[capacity - 1] as number;
  }

  write(distances: Float64Array, indices: Int32Array, into: number): void {
    fillUnused(this, this.length, distances, indices, into);
    for (let i = 0; i < this.length; i++) {
      distances[into + i] = this.distances[i] as number;
      indices[into + i] = this.indices[i] as number;
    }
  }
}

class HeapList implements NearestList {
  readonly capacity: number;
  worst = Infinity;
  private length = 0;
  private readonly distances: Float64Array;
  private readonly indices: Int32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.distances = new Float64Array(capacity);
    this.indices = new Int32Array(capacity);
  }

  clear(): void {
    this.length = 0;
    this.worst = Infinity;
  }

  insert(distance: number, index: number): void {
    const { distances, indices } = this;
    if (this.length < this.capacity) {
      let place = this.length++;
      while (place > 0) {
        const parent = (place - 1) >>> 1;
        if ((distances[parent] as number) >= distance) break;
        distances[place] = distances[parent] as number;
        indices[place] = indices[parent] as number;
        place = parent;
      }
      distances[place] = distance;
      indices[place] = index;
    } else {
      this.sink(distance, index);
    }
    if (this.length === this.capacity) this.worst = distances[0] as number;
  }

  write(distances: Float64Array, indices: Int32Array, into: number): void {
    fillUnused(this, this.length, distances, indices, into);
    for (let last = this.length - 1; last >= 0; last--) {
      distances[into + last] = this.distances[0] as number;
      indices[into + last] = this.indices[0] as number;
      this.length = last;
      this.sink(this.distances[last] as number, this.indices[last] as number);
    }
    this.clear();
  }

  /** Puts an entry in place of the topmost. */
  private sink(distance: number, index: number): void {
    const { distances, indices, length } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= length) break;
      if (child + 1 < length && (distances[child + 1] as number) > (distances[child] as number)) child++;
      if ((distances[child] as number) <= distance) break;
      distances[place] = distances[child] as number;
      indices[place] = indices[child] as number;
      place = child;
    }
    distances[place] = distance;
    indices[place] = index;
  }
}

function fillUnused(
  { capacity }: NearestList,
  length: number,
  distances: Float64Array,
  indices: Int32Array,
  into: number,
): void {
  if (length === capacity) return;
  distances.fill(Infinity, into + length, into + capacity);
  indices.fill(-1, into + length, into + capacity);
}
