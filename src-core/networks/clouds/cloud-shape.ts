import type { CloudSymmetry } from '../../groups/cloud-symmetry';

/** How points learn of each other: from the mean over all points (Zaheer et al., 2017), or from means that each point weights by attention (Lee et al., 2019). */
export type Mixing = 'set' | 'attention';

/** Clouds of so many points of so many coordinates, and how a network's points learn of each other. */
export interface CloudSize extends Pick<CloudSymmetry, 'points' | 'dimension'> {
  readonly mixing: Mixing;
}

export interface CloudNetworkShape extends CloudSymmetry, CloudSize {
  readonly scalars: number;
  /** Numbers of each point in a hidden layer. */
  readonly width: number;
  readonly layers: number;
  /** Random Fourier features of a point's coordinates, or of its length where the group turns it; 0 for none. */
  readonly frequencies: number;
}
