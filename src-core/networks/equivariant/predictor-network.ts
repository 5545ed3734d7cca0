import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { ExpectedError } from '../../errors';
import { actionOn } from '../../groups/action-on';
import type { Group } from '../../groups/define-group';
import type { Equivariants } from '../../groups/equivariants';
import { randomStream } from '../../mathematics/random-stream';
import type { Network } from '../define-network';
import { cloudPredictor } from '../clouds/cloud-predictor';
import { imagePredictor } from '../images/image-predictor';
import type { Padding } from '../images/pad-image';
import { mlp } from '../mlp';
import { numbersAtOnce } from '../numbers-at-once';
import type { NetworkSize } from './equivariant-network';
import { actOnRows, actOnTensor } from './framed-network';

/** A full sum over more elements costs more than a frame. */
const mostElements = 16;

export interface PredictorShape {
  /** Coordinates of an input. */
  readonly inputs: number;
  /** Coordinates of an output. */
  readonly outputs: number;
  /** Outputs at each input. */
  readonly hypotheses: number;
}

/** A network from inputs to hypotheses, one after another, without symmetry. */
export function plainPredictor(shape: PredictorShape, size: NetworkSize, padding: Padding = 'zero'): Network {
  const { inputs, hypotheses } = shape;
  const outputs = hypotheses * shape.outputs;
  const { image, cloud, ...rest } = size;
  if (image !== undefined) return imagePredictor({ image, outputs, padding, ...rest });
  if (cloud !== undefined)
    return cloudPredictor({ ...cloud, permutes: false, turns: 'none', scalars: 0, ...rest }, outputs);
  return mlp({ inputs, scalars: 0, outputs, ...rest });
}

/**
 * A network from inputs to hypotheses with f_k(g x) = g f_k(x) by construction, for a group of pairs that moves inputs and outputs apart: what an equivariant
 * network on pairs (x, 0) gives for the outputs' coordinates. Of outputs that the group leaves alone: convolutions and their mean under shifts of images by whole pixels, and networks
 * made of points under what moves clouds, where the size asks for these. Otherwise invariant coefficients of equivariant polynomials where the group has them, a mean over all elements
 * where it is small, a frame of the inputs otherwise.
 * @param group - on inputs + outputs coordinates
 */
export function equivariantPredictor(group: Group, shape: PredictorShape, size: NetworkSize): Network {
  const onInputs = actionOn(group, 0, shape.inputs);
  const invariant = actionOn(group, shape.inputs, group.ambientDimension).order === 1;
  const shifted = onInputs.shifts?.whole === true && invariant;
  const plain = plainPredictor(shape, size, shifted ? 'circular' : 'zero');
  if (group.order === 1 || (shifted && size.image !== undefined)) return plain;
  if (size.cloud !== undefined && onInputs.cloud !== undefined && invariant) {
    const { width, layers, frequencies, cloud } = size;
    const points = { ...onInputs.cloud, mixing: cloud.mixing, scalars: 0, width, layers, frequencies };
    return cloudPredictor(points, shape.hypotheses * shape.outputs);
  }
  if (group.equivariants !== undefined) return basisPredictor(group.equivariants, shape, size);
  if (group.elements !== undefined && group.order <= mostElements) return averagedPredictor(group, shape, plain);
  return framedPredictor(group, shape, plain);
}

function basisPredictor(basis: Equivariants, shape: PredictorShape, size: NetworkSize): Network {
  const { inputs, outputs, hypotheses } = shape;
  // Blocks of the outputs' coordinates alone.
  const blocks = basis.blocks.flatMap(({ coordinates, width, vectors }, place) => {
    const rows = Array.from({ length: coordinates.length / width }, (_, row) =>
      coordinates.slice(row * width, (row + 1) * width),
    );
    const own = rows.filter((row) => row.every((k) => k >= inputs));
    return own.length === 0 ? [] : [{ rows: own, width, vectors, place }];
  });
  const sizes = blocks.map(({ rows, vectors }) => hypotheses * rows.length * vectors);
  const places = blocks.flatMap(({ rows }) => rows.flat());
  const order = Array.from({ length: outputs }, (_, k) => places.indexOf(inputs + k));
  const network = mlp({
    inputs: basis.invariants,
    scalars: 0,
    outputs: sizes.reduce((sum, one) => sum + one, 0),
    ...size,
  });
  return {
    ...network,
    inputs,
    outputs: hypotheses * outputs,
    apply(weights, points, numbers) {
      const [replicas, count] = points.shape;
      const pairs: Tensor3D = tf.concat([points, tf.zeros([replicas, count, outputs])], 2);
      const { invariants, vectors } = basis.evaluate(pairs);
      const all = network.apply(weights, invariants, numbers);
      const split = sizes.length === 1 ? [all] : tf.split(all, sizes, 2);
      const parts = blocks.map(({ rows, width, vectors: k, place }, block) => {
        const coefficients: Tensor4D = tf.reshape(split[block] as Tensor, [
          replicas,
          count,
          hypotheses * rows.length,
          k,
        ]);
        const sums = tf.sum(tf.mul(tf.expandDims(coefficients, 4), tf.expandDims(vectors[place] as Tensor4D, 2)), 3);
        return tf.reshape(sums, [replicas, count, hypotheses, rows.length * width]);
      });
      const joined = parts.length === 1 ? (parts[0] as Tensor4D) : tf.concat(parts, 3);
      return tf.reshape(tf.gather(joined, tf.tensor1d(order, 'int32'), 3), [replicas, count, hypotheses * outputs]);
    },
  };
}

/** Matrices of all elements side by side on a part of the coordinates, [d, |G|·d]: column block e holds g_e x for the rows x. */
function matricesOn(group: Group, elements: readonly Float64Array[], from: number, to: number): Float32Array {
  const d = to - from;
  const matrices = new Float32Array(d * elements.length * d);
  const unit = new Float64Array(group.ambientDimension);
  const image = new Float64Array(group.ambientDimension);
  elements.forEach((element, e) => {
    for (let k = 0; k < d; k++) {
      unit.fill(0);
      unit[from + k] = 1;
      group.act(element, unit, image);
      matrices.set(Float32Array.from(image.subarray(from, to)), k * elements.length * d + e * d);
    }
  });
  return matrices;
}

/** The mean of g⁻¹ f(g x). */
function averagedPredictor(group: Group, shape: PredictorShape, inner: Network): Network {
  const { inputs, outputs, hypotheses } = shape;
  const elements = [...(group.elements?.() ?? [])];
  const size = elements.length;
  const onInputs = matricesOn(group, elements, 0, inputs);
  const onOutputs = matricesOn(group, elements, inputs, inputs + outputs);
  return {
    ...inner,
    apply(weights, points, numbers) {
      const [replicas, count] = points.shape;
      const rows = tf.reshape(points, [replicas * count, inputs]);
      const moved: Tensor3D = tf.reshape(tf.matMul(rows, tf.tensor2d(onInputs, [inputs, size * inputs])), [
        replicas,
        count * size,
        inputs,
      ]);
      const values = tf.reshape(inner.apply(weights, moved, numbers), [replicas * count, size, hypotheses, outputs]);
      const byHypothesis = tf.reshape(tf.transpose(values, [0, 2, 1, 3]), [
        replicas * count * hypotheses,
        size * outputs,
      ]);
      // g is orthogonal: its inverse is its transpose.
      const matrices = tf.tensor2d(onOutputs, [outputs, size * outputs]);
      const mean = tf.div(tf.matMul(byHypothesis, matrices, false, true), size);
      return tf.reshape(mean, [replicas, count, hypotheses * outputs]);
    },
  };
}

/** g f(g⁻¹ x) with g = g(x) the element that aligns a fixed anchor with x. */
function framedPredictor(group: Group, shape: PredictorShape, inner: Network): Network {
  const { inputs, outputs, hypotheses } = shape;
  const onInputs = actionOn(group, 0, inputs);
  const onOutputs = actionOn(group, inputs, inputs + outputs);
  if (onInputs.order === 1)
    throw new ExpectedError(
      'does-not-fit',
      'The group moves outputs and no inputs; expected one under which the output can follow the input.',
    );
  const random = randomStream(['anchor of a frame', inputs]);
  const anchor = Float64Array.from({ length: inputs }, () => random.normal());
  return {
    ...inner,
    apply(weights, points, numbers) {
      const [replicas, count] = points.shape;
      const values = numbersAtOnce(points);
      const frames: Float64Array[] = [];
      for (let at = 0; at < values.length; at += inputs)
        frames.push(onInputs.alignPair(Float64Array.from(values.subarray(at, at + inputs)), anchor).element);
      const back = frames.map((frame) => group.inverse(frame));
      const canonical = tf.tensor3d(actOnRows(onInputs, back, values, inputs), points.shape);
      const found = inner.apply(weights, canonical, numbers);
      if (onOutputs.order === 1) return found;
      const each = (list: readonly Float64Array[]): readonly Float64Array[] =>
        list.flatMap((element) => new Array<Float64Array>(hypotheses).fill(element));
      const rows: Tensor3D = tf.reshape(found, [replicas, count * hypotheses, outputs]);
      return tf.reshape(actOnTensor(onOutputs, each(frames), each(back), rows), [
        replicas,
        count,
        hypotheses * outputs,
      ]);
    },
  };
}
