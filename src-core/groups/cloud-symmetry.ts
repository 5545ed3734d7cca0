/** How a group acts on a cloud of points, for networks that are made of points. */
export interface CloudSymmetry {
  readonly points: number;
  /** Coordinates of each point. */
  readonly dimension: number;
  /** Whether it puts the points into any order. */
  readonly permutes: boolean;
  /** What it turns all points together by, about the origin: nothing, SO(d), or O(d). */
  readonly turns: 'none' | 'rotations' | 'rotations-and-reflections';
}

/** SO(d) with more coordinates would need determinants of d points. */
const mostTurned = 3;

/** That of SO(d) or O(d) on points that keep their order; undefined where vectors and their products do not give all equivariant maps. */
export function turnedCloud(points: number, dimension: number, reflections: boolean): CloudSymmetry | undefined {
  if (!reflections && dimension > mostTurned) return undefined;
  return { points, dimension, permutes: false, turns: reflections ? 'rotations-and-reflections' : 'rotations' };
}
