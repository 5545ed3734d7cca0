// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { correlationDimension } from './correlation-dimension';
import { gride } from './gride';
import { maximumLikelihood } from './maximum-likelihood';
import { twoNn } from './two-nn';

export const definitions = [correlationDimension, gride, maximumLikelihood, twoNn] as const;
