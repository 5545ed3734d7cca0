// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { analyticDiffusion } from './analytic-diffusion';
import { diffusion } from './diffusion';
import { flowMatching } from './flow-matching';
import { lloyd } from './lloyd';
import { memoriser } from './memoriser';

export const definitions = [analyticDiffusion, diffusion, flowMatching, lloyd, memoriser] as const;
