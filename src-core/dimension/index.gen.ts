// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { correlationDimension } from './correlation-dimension';
import { gride } from './gride';
import { manifoldAdaptive } from './manifold-adaptive';
import { maximumLikelihood } from './maximum-likelihood';
import { methodOfMoments } from './method-of-moments';
import { minimumNeighbour } from './minimum-neighbour';
import { neighbourGraph } from './neighbour-graph';
import { tightLocality } from './tight-locality';
import { twoNn } from './two-nn';

export const definitions = [correlationDimension, gride, manifoldAdaptive, maximumLikelihood, methodOfMoments, minimumNeighbour, neighbourGraph, tightLocality, twoNn] as const;
