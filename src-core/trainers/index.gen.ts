// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { analyticDiffusion } from './analytic-diffusion';
import { analyticLocalDiffusion } from './analytic-local-diffusion';
import { classification } from './classification';
import { diffusion } from './diffusion';
import { flowMatching } from './flow-matching';
import { gan } from './gan';
import { lloyd } from './lloyd';
import { memoriser } from './memoriser';
import { nearestNeighbour } from './nearest-neighbour';
import { regression } from './regression';
import { vae } from './vae';
import { winnerTakesAll } from './winner-takes-all';

export const definitions = [analyticDiffusion, analyticLocalDiffusion, classification, diffusion, flowMatching, gan, lloyd, memoriser, nearestNeighbour, regression, vae, winnerTakesAll] as const;
