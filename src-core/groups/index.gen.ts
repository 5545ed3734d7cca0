// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { continuousShift } from './continuous-shift';
import { cyclic } from './cyclic';
import { dihedral } from './dihedral';
import { o2 } from './o2';
import { orthogonal } from './orthogonal';
import { permutation } from './permutation';
import { pixelShift } from './pixel-shift';
import { pointCloudSymmetry } from './point-cloud-symmetry';
import { sign } from './sign';
import { so2 } from './so2';
import { specialOrthogonal } from './special-orthogonal';
import { square } from './square';
import { trivial } from './trivial';

export const definitions = [continuousShift, cyclic, dihedral, o2, orthogonal, permutation, pixelShift, pointCloudSymmetry, sign, so2, specialOrthogonal, square, trivial] as const;
