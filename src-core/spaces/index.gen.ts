// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { ambiguous } from './ambiguous';
import { annulus } from './annulus';
import { ball } from './ball';
import { benchmarkManifold } from './benchmark-manifold';
import { bumpsImage } from './bumps-image';
import { circle } from './circle';
import { cube } from './cube';
import { dataSet } from './data-set';
import { gaussian } from './gaussian';
import { helix } from './helix';
import { moebius } from './moebius';
import { pointCloud } from './point-cloud';
import { product } from './product';
import { projectivePlane } from './projective-plane';
import { regression } from './regression';
import { rotations } from './rotations';
import { shapeImage } from './shape-image';
import { sphere } from './sphere';
import { stiefel } from './stiefel';
import { swissRoll } from './swiss-roll';
import { torus } from './torus';

export const definitions = [ambiguous, annulus, ball, benchmarkManifold, bumpsImage, circle, cube, dataSet, gaussian, helix, moebius, pointCloud, product, projectivePlane, regression, rotations, shapeImage, sphere, stiefel, swissRoll, torus] as const;
