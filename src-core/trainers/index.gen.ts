// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { analyticDiffusion } from './analytic-diffusion';
import { diffusion } from './diffusion';
import { flowMatching } from './flow-matching';
import { gan } from './gan';
import { lloyd } from './lloyd';
import { memoriser } from './memoriser';
import { vae } from './vae';

export const definitions = [analyticDiffusion, diffusion, flowMatching, gan, lloyd, memoriser, vae] as const;
