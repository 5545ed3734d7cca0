import type { Network } from '../define-network';
import type { CloudNetworkShape } from './cloud-shape';
import { placedNetwork } from './placed-network';
import { vectorNetwork } from './vector-network';

/**
 * A network from clouds to clouds that is made of the same layers for every point and of what points learn of each other: equivariant under all orders of the points where
 * they are not told their places, and under rotations where its hidden layers are numbers that these leave alone and vectors that they turn.
 */
export function cloudNetwork(shape: CloudNetworkShape): Network {
  return shape.turns === 'none' ? placedNetwork(shape) : vectorNetwork(shape);
}

/** Numbers that a step of training keeps for a number of a hidden layer of one point, at most, as measured: with vectors, which take most. */
const keptOfNumber = { set: 95, attention: 155 };

/** Numbers that a step of training keeps of one cloud, at most. */
export function numbersKeptOfCloud(shape: Pick<CloudNetworkShape, 'mixing' | 'points' | 'width' | 'layers'>): number {
  const { mixing, points, width, layers } = shape;
  return keptOfNumber[mixing] * layers * width * points;
}
