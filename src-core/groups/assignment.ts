import { ExpectedError } from '../errors';

/** Longer chains of bids cost more than the augmenting paths that they save. */
const mostBids = 4;

/**
 * The assignment problem of size k: the permutation σ with the largest Σ_i benefit[i, σ(i)]. Jonker & Volgenant, "A shortest
 * augmenting path algorithm for dense and sparse linear assignment problems" (Computing 38, 1987): column reduction,
 * augmenting row reduction, then shortest augmenting paths. One instance solves many problems and keeps its scratch.
 */
export class AssignmentSolver {
  /** σ after `solve`: the column of each row. */
  readonly columnOfRow: Int32Array;
  /** Potentials after `solve`: benefit[i, j] ≤ rowPotential[i] + columnPotential[j], with equality on the assignment. */
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  private readonly rowOfColumn: Int32Array;
  private readonly shortest: Float64Array;
  private readonly previous: Int32Array;
  private readonly done: Uint8Array;

  constructor(readonly size: number) {
    this.columnOfRow = new Int32Array(size);
    this.rowPotential = new Float64Array(size);
    this.columnPotential = new Float64Array(size);
    this.rowOfColumn = new Int32Array(size);
    this.shortest = new Float64Array(size);
    this.previous = new Int32Array(size);
    this.done = new Uint8Array(size);
  }

  /**
   * @param benefit - rows of `stride` numbers; the problem starts at `offset`
   * @returns the largest sum
   */
  solve(benefit: Float64Array, offset = 0, stride = this.size): number {
    const { size, columnOfRow, rowOfColumn, rowPotential, columnPotential } = this;
    // Row by row, since the rows may stand far apart: the best row of each column.
    columnPotential.fill(-Infinity);
    let check = 0;
    for (let i = 0; i < size; i++) {
      columnOfRow[i] = -1;
      for (let j = 0, at = offset + i * stride; j < size; j++, at++) {
        const value = benefit[at] as number;
        check += 0 * value;
        if (value <= (columnPotential[j] as number)) continue;
        columnPotential[j] = value;
        rowOfColumn[j] = i;
      }
    }
    if (check !== 0)
      throw new ExpectedError('not-finite', 'The points to be matched have coordinates that are not finite numbers.');
    for (let j = size - 1; j >= 0; j--) {
      const row = rowOfColumn[j] as number;
      if (columnOfRow[row] === -1) columnOfRow[row] = j;
      else rowOfColumn[j] = -1;
    }
    rowPotential.fill(0);
    for (let i = 0; i < size; i++) if (columnOfRow[i] === -1) this.bid(benefit, offset, stride, i);
    for (let i = 0; i < size; i++) if (columnOfRow[i] === -1) this.augment(benefit, offset, stride, i);
    let sum = 0;
    for (let i = 0; i < size; i++) sum += benefit[offset + i * stride + (columnOfRow[i] as number)] as number;
    return sum;
  }

  /**
   * Augmenting row reduction: a free row takes its best column at the price of its second best; whoever is displaced bids in
   * turn, a bounded number of times.
   */
  private bid(benefit: Float64Array, offset: number, stride: number, start: number): void {
    const { size, columnOfRow, rowOfColumn, rowPotential, columnPotential } = this;
    let row = start;
    for (let round = 0; round < mostBids; round++) {
      let first = -Infinity;
      let second = -Infinity;
      let column = 0;
      for (let j = 0, at = offset + row * stride; j < size; j++, at++) {
        const value = (benefit[at] as number) - (columnPotential[j] as number);
        if (value <= second) continue;
        if (value > first) {
          second = first;
          first = value;
          column = j;
        } else second = value;
      }
      const owner = rowOfColumn[column] as number;
      if (owner === -1) {
        rowPotential[row] = first;
        rowOfColumn[column] = row;
        columnOfRow[row] = column;
        return;
      }
      rowPotential[row] = first;
      if (!(first > second) || second === -Infinity) return;
      rowPotential[row] = second;
      columnPotential[column] = (columnPotential[column] as number) + (first - second);
      rowOfColumn[column] = row;
      columnOfRow[row] = column;
      columnOfRow[owner] = -1;
      row = owner;
    }
    // Whoever is free now keeps a potential that bounds its row.
    let bound = -Infinity;
    for (let j = 0; j < size; j++) {
      bound = Math.max(bound, (benefit[offset + row * stride + j] as number) - (columnPotential[j] as number));
    }
    rowPotential[row] = bound;
  }

  /** Dijkstra's algorithm on reduced losses from one free row to a free column, then the potentials' update. */
  private augment(benefit: Float64Array, offset: number, stride: number, start: number): void {
    const { size, columnOfRow, rowOfColumn, rowPotential, columnPotential, shortest, previous, done } = this;
    shortest.fill(Infinity);
    done.fill(0);
    let row = start;
    let distance = 0;
    let sink = -1;
    while (sink === -1) {
      const at = offset + row * stride;
      const base = distance + (rowPotential[row] as number);
      let least = Infinity;
      let next = -1;
      for (let j = 0; j < size; j++) {
        if (done[j] === 1) continue;
        const through = base + (columnPotential[j] as number) - (benefit[at + j] as number);
        if (through < (shortest[j] as number)) {
          shortest[j] = through;
          previous[j] = row;
        }
        const length = shortest[j] as number;
        if (length < least || (length === least && rowOfColumn[j] === -1)) {
          least = length;
          next = j;
        }
      }
      if (next === -1)
        throw new ExpectedError('not-finite', 'The points to be matched have coordinates that are not finite numbers.');
      distance = least;
      done[next] = 1;
      if (rowOfColumn[next] === -1) sink = next;
      else row = rowOfColumn[next] as number;
    }
    rowPotential[start] = (rowPotential[start] as number) - distance;
    for (let j = 0; j < size; j++) {
      if (done[j] !== 1 || j === sink) continue;
      const change = distance - (shortest[j] as number);
      columnPotential[j] = (columnPotential[j] as number) + change;
      const owner = rowOfColumn[j] as number;
      rowPotential[owner] = (rowPotential[owner] as number) - change;
    }
    for (let column = sink; ;) {
      const owner = previous[column] as number;
      rowOfColumn[column] = owner;
      const freed = columnOfRow[owner] as number;
      columnOfRow[owner] = column;
      if (owner === start) return;
      column = freed;
    }
  }
}
