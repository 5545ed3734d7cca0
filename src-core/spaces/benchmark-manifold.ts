import { z } from 'zod';
import { choiceParameter } from '../registry/parameters';
import { benchmarkManifolds } from './benchmark/manifolds';
import { defineSpace } from './define-space';
import { noiseParameter } from './noise-parameter';
import { embeddedPoints } from './sample-points';

type Name = keyof typeof benchmarkManifolds;

const names: readonly [Name, ...Name[]] = [
  'M1_Sphere',
  'M2_Affine_3to5',
  'M3_Nonlinear_4to6',
  'M4_Nonlinear',
  'M5a_Helix1d',
  'M5b_Helix2d',
  'M6_Nonlinear',
  'M7_Roll',
  'M8_Nonlinear',
  'M9_Affine',
  'M10a_Cubic',
  'M10b_Cubic',
  'M10c_Cubic',
  'M10d_Cubic',
  'M11_Moebius',
  'M12_Norm',
  'M13a_Scurve',
  'M13b_Spiral',
  'Mbeta',
  'Mn1_Nonlinear',
  'Mn2_Nonlinear',
  'Mp1_Paraboloid',
  'Mp2_Paraboloid',
  'Mp3_Paraboloid',
];

export const benchmarkManifold = defineSpace({
  id: 'benchmark-manifold',
  label: 'Benchmark manifold',
  summary: 'One of the 24 manifolds that estimators of the dimension are compared on in the literature.',
  parameters: z.object({
    name: choiceParameter('Which of the 24, by its name in the literature', names, 'M1_Sphere'),
    noise: noiseParameter(),
  }),
  create({ name, noise }, resolve) {
    const { residual, density, ...space } = benchmarkManifolds[name](resolve);
    const { parametrisation, ambientDimension, geometry } = space;
    if (noise === 0 || parametrisation === undefined)
      return { ...space, ...(residual && { residual }), ...(density && { density }) };
    return {
      ...space,
      sample: (count, random) => embeddedPoints(parametrisation, ambientDimension, count, random, noise),
      geometry: { ...geometry, noise },
    };
  },
});
