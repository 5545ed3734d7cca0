import type { Group } from '../../groups/define-group';
import type { ImageShape } from '../../groups/image-shape';
import { cloudNetwork } from '../clouds/cloud-network';
import type { CloudSize } from '../clouds/cloud-shape';
import type { Network } from '../define-network';
import { convolutionalNetwork } from '../images/convolutional-network';
import { mlp } from '../mlp';
import type { Padding } from '../images/pad-image';
import { averagedNetwork } from './averaged-network';
import { basisNetwork } from './basis-network';
import { framedNetwork } from './framed-network';
import { shiftFramedNetwork } from './shift-framed-network';

export interface NetworkSize {
  readonly width: number;
  readonly layers: number;
  readonly frequencies: number;
  /** The shape of the points as images, for a convolutional network in the place of a perceptron. */
  readonly image?: ImageShape;
  /** The points as clouds, for a network made of points in the place of a perceptron. */
  readonly cloud?: CloudSize;
}

/** A full sum over more elements costs more than a frame. */
const mostElements = 16;

/** A network R^D → R^D without symmetry. */
export function plainNetwork(
  dimension: number,
  scalars: number,
  size: NetworkSize,
  padding: Padding = 'zero',
): Network {
  const { image, cloud, width, layers, frequencies } = size;
  if (cloud !== undefined)
    return cloudNetwork({ ...cloud, permutes: false, turns: 'none', scalars, width, layers, frequencies });
  if (image !== undefined) return convolutionalNetwork({ image, scalars, width, layers, padding });
  return mlp({ inputs: dimension, scalars, outputs: dimension, width, layers, frequencies });
}

/**
 * A network R^D → R^D that is equivariant under the group by construction: invariant coefficients of equivariant polynomials where the group has them, a mean over
 * all elements where it is small, a frame otherwise. Networks made of points where the size asks for them.
 */
export function equivariantNetwork(group: Group, scalars: number, size: NetworkSize): Network {
  const plain = plainNetwork(group.ambientDimension, scalars, size, group.shifts === undefined ? 'zero' : 'circular');
  if (group.order === 1) return plain;
  if (size.cloud !== undefined && group.cloud !== undefined)
    return cloudNetwork({ ...size, ...group.cloud, mixing: size.cloud.mixing, scalars });
  if (size.cloud === undefined && group.equivariants !== undefined)
    return basisNetwork(group.ambientDimension, group.equivariants, scalars, (inputs, numbers, outputs) =>
      mlp({ inputs, scalars: numbers, outputs, ...size }),
    );
  if (group.shifts !== undefined) return shiftFramedNetwork(group.shifts, plain);
  if (group.elements !== undefined && group.order <= mostElements) return averagedNetwork(group, plain);
  return framedNetwork(group, plain);
}
