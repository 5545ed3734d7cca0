import * as tf from '@tensorflow/tfjs-core';
import { randomStream, type RandomStream } from '#core/mathematics/random-stream';

/** One computation, by TensorFlow.js in float32 and by plain loops in float64 on the same float32 inputs. */
export interface Comparison {
  readonly name: string;
  /** Computed by the active backend. */
  tensors(): tf.Tensor;
  /** The same numbers, row by row. */
  reference(): Float64Array;
}

const rows = 48;
const inner = 70;
const columns = 33;

/** float32 normal numbers, so that both sides start from the same. */
function inputs(random: RandomStream, count: number, scale = 1): Float32Array {
  return Float32Array.from({ length: count }, () => scale * random.normal());
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}

/** a · b for a [m, k], b [k, n]. */
function product(a: ArrayLike<number>, b: ArrayLike<number>, m: number, k: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, index) => {
    let sum = 0;
    for (let t = 0; t < k; t++) sum += at(a, Math.floor(index / n) * k + t) * at(b, t * n + (index % n));
    return sum;
  });
}

function transpose(a: ArrayLike<number>, m: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, index) => at(a, (index % m) * n + Math.floor(index / m)));
}

/** One number for each row of a [rows, inner] matrix. */
function ofEachRow(values: Float32Array, reduce: (row: Float64Array) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    reduce(Float64Array.from(values.subarray(i * inner, (i + 1) * inner))),
  );
}

const logSumExp = (row: Float64Array): number => {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(row.reduce((sum, x) => sum + Math.exp(x - largest), 0));
};

/** Each by itself: beside the largest values of exp, an error of the others would not be seen. */
const elementwise: readonly (readonly [string, (x: tf.Tensor) => tf.Tensor, (x: number) => number])[] = [
  ['exponential', (x) => tf.exp(x), Math.exp],
  ['square root', (x) => tf.sqrt(tf.abs(x)), (x) => Math.sqrt(Math.abs(x))],
  ['logarithm', (x) => tf.log1p(tf.square(x)), (x) => Math.log1p(x * x)],
  ['hyperbolic tangent', (x) => tf.tanh(x), Math.tanh],
  ['sigmoid', (x) => tf.sigmoid(x), (x) => 1 / (1 + Math.exp(-x))],
  ['sine', (x) => tf.sin(x), Math.sin],
  ['quotient', (x) => tf.div(x, tf.add(tf.square(x), 1)), (x) => x / (x * x + 1)],
];

/** What the science uses: products, reductions, stable exponentials, elementwise functions, and gradients. */
export function comparisons(): readonly Comparison[] {
  const random = randomStream(['backend self-test']);
  const a = inputs(random.derive('a'), rows * inner);
  const b = inputs(random.derive('b'), inner * columns);
  const wide = inputs(random.derive('wide'), rows * inner, 30);
  const matrix = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [rows, inner]);
  return [
    {
      name: 'matrix product',
      tensors: () => tf.matMul(matrix(a), tf.tensor2d(b, [inner, columns])),
      reference: () => product(a, b, rows, inner, columns),
    },
    {
      name: 'sum of a row',
      tensors: () => tf.sum(matrix(a), 1),
      reference: () => ofEachRow(a, (row) => row.reduce((sum, x) => sum + x, 0)),
    },
    {
      name: 'smallest of a row',
      tensors: () => tf.min(matrix(a), 1),
      reference: () => ofEachRow(a, (row) => row.reduce((least, x) => Math.min(least, x))),
    },
    {
      name: 'softmax',
      tensors: () => tf.softmax(matrix(wide)),
      reference: () =>
        Float64Array.from({ length: rows * inner }, (_, index) => {
          const start = index - (index % inner);
          return Math.exp(at(wide, index) - logSumExp(Float64Array.from(wide.subarray(start, start + inner))));
        }),
    },
    { name: 'logSumExp', tensors: () => tf.logSumExp(matrix(wide), 1), reference: () => ofEachRow(wide, logSumExp) },
    ...elementwise.map(([name, compute, f]) => ({
      name,
      tensors: () => compute(matrix(a)),
      reference: () => Float64Array.from(a, f),
    })),
    networkGradient(random.derive('network')),
  ];
}

/** Gradients of the squared error of tanh(x·w)·v by both weights, by automatic and by written-out differentiation. */
function networkGradient(random: RandomStream): Comparison {
  const [batch, features, hidden, outputs] = [32, 6, 24, 3];
  const x = inputs(random.derive('x'), batch * features);
  const y = inputs(random.derive('y'), batch * outputs);
  const w = inputs(random.derive('w'), features * hidden, 0.4);
  const v = inputs(random.derive('v'), hidden * outputs, 0.2);
  return {
    name: 'gradient of a network',
    tensors: () => {
      const loss = (weights: tf.Tensor, outer: tf.Tensor): tf.Scalar => {
        const activations = tf.tanh(tf.matMul(tf.tensor2d(x, [batch, features]), weights));
        const errors = tf.sub(tf.matMul(activations, outer), tf.tensor2d(y, [batch, outputs]));
        return tf.sum(tf.div(tf.square(errors), batch));
      };
      const gradients = tf.grads(loss)([tf.tensor2d(w, [features, hidden]), tf.tensor2d(v, [hidden, outputs])]);
      return tf.concat(gradients.map((gradient) => tf.reshape(gradient, [-1])));
    },
    reference: () => {
      const activations = product(x, w, batch, features, hidden).map(Math.tanh);
      const errors = product(activations, v, batch, hidden, outputs).map(
        (value, index) => (2 / batch) * (value - at(y, index)),
      );
      const byOuter = product(transpose(activations, batch, hidden), errors, hidden, batch, outputs);
      const back = product(errors, transpose(v, hidden, outputs), batch, outputs, hidden).map(
        (value, index) => value * (1 - at(activations, index) ** 2),
      );
      const byInner = product(transpose(x, batch, features), back, features, batch, hidden);
      return Float64Array.from([...byInner, ...byOuter]);
    },
  };
}
