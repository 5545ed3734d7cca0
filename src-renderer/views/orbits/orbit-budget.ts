import type { OrbitDetail } from '#core/orbits/orbit-pieces';

/** Vertices of all orbits together, and their coordinates before they are projected. */
const mostVertices = 60_000;
const mostCoordinates = 4_000_000;

/** How finely the orbits of many points are drawn in a space of D coordinates. */
export function manyDetail(dimension: number): OrbitDetail {
  return dimension > 64
    ? { copies: 16, parameters: 2, segments: [24, 48] }
    : { copies: 32, parameters: 3, segments: [48, 384] };
}

/** How finely the orbit of one chosen point is drawn. */
export function oneDetail(dimension: number): OrbitDetail {
  return dimension > 64
    ? { copies: 64, parameters: 3, segments: [48, 96] }
    : { copies: 256, parameters: 3, segments: [96, 1024] };
}

/**
 * How many orbits can be drawn.
 * @param vertices - of one of them
 */
export function affordableOrbits(vertices: number, dimension: number): number {
  const most = Math.min(mostVertices, mostCoordinates / dimension);
  return Math.max(1, Math.floor(most / Math.max(1, vertices)));
}
