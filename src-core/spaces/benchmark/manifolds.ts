import type { Space } from '../define-space';
import { affineImage } from './affine-image';
import { betaCurves } from './beta-curves';
import { chainedCircles } from './chained-circles';
import { concentratedFigure } from './concentrated-figure';
import { type CubeImage, cubeImageSpace } from './cube-image';
import { cubeSurface } from './cube-surface';
import { flatHelix, torusHelix } from './curves';
import { paraboloid } from './paraboloid';
import { angularRoll, helicoid, sCurve, twistedBand } from './surfaces';
import { tangledTangents } from './tangled-tangents';

const diagonal = (size: number, value: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? value : 0)));

/** The cube [−5/2, 5/2]^20. */
const wideCube = affineImage({
  matrix: diagonal(20, 5),
  offset: new Array<number>(20).fill(-2.5),
  inverse: diagonal(20, 0.2),
});

/** A parallelepiped in R⁵. The first, the second and the third row alone give u back. */
const slantedCube = affineImage({
  matrix: [
    [4.8, -2, 0],
    [2, 3.6, 0],
    [-2, -0.8, 4],
    [1.6, -3.6, -0.4],
    [4.4, -1.2, 0],
  ],
  offset: [3, -1, 0, 0, 8],
  inverse: [
    [3.6 / 21.28, 2 / 21.28, 0, 0, 0],
    [-2 / 21.28, 4.8 / 21.28, 0, 0, 0],
    [1.4 / 21.28, 1.96 / 21.28, 0.25, 0, 0],
  ],
});

const task = (reference: string) => (resolve: (reference: string) => Space) => resolve(reference);
const image = (cubeImage: CubeImage) => () => cubeImageSpace(cubeImage);

/**
 * The 24 manifolds that estimators of the dimension are compared on: those of Hein & Audibert (2005) and of Campadelli, Casiraghi, Ceruti & Rozza (2015), by
 * the names and with the dimensions that scikit-dimension gives them. Those with names of earlier tasks are these tasks.
 */
export const benchmarkManifolds = {
  M1_Sphere: task('sphere?dimension=10'),
  M2_Affine_3to5: image(slantedCube),
  M3_Nonlinear_4to6: image(concentratedFigure),
  M4_Nonlinear: image(chainedCircles(4, 1)),
  M5a_Helix1d: image(torusHelix),
  M5b_Helix2d: image(helicoid),
  M6_Nonlinear: image(chainedCircles(6, 3)),
  M7_Roll: image(angularRoll),
  M8_Nonlinear: image(chainedCircles(12, 3)),
  M9_Affine: image(wideCube),
  M10a_Cubic: image(cubeSurface(10)),
  M10b_Cubic: image(cubeSurface(17)),
  M10c_Cubic: image(cubeSurface(24)),
  M10d_Cubic: image(cubeSurface(70)),
  M11_Moebius: image(twistedBand),
  M12_Norm: task('gaussian?dimension=20'),
  M13a_Scurve: image(sCurve),
  M13b_Spiral: image(flatHelix),
  Mbeta: image(betaCurves(10)),
  Mn1_Nonlinear: image(tangledTangents(18)),
  Mn2_Nonlinear: image(tangledTangents(24)),
  Mp1_Paraboloid: image(paraboloid(3)),
  Mp2_Paraboloid: image(paraboloid(6)),
  Mp3_Paraboloid: image(paraboloid(9)),
} as const satisfies Readonly<Record<string, (resolve: (reference: string) => Space) => Space>>;
