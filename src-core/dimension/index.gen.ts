// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { calibratedGap } from './calibrated-gap';
import { correlationDimension } from './correlation-dimension';
import { danco } from './danco';
import { fisherSeparability } from './fisher-separability';
import { flipd } from './flipd';
import { gride } from './gride';
import { localPca } from './local-pca';
import { manifoldAdaptive } from './manifold-adaptive';
import { maximumLikelihood } from './maximum-likelihood';
import { methodOfMoments } from './method-of-moments';
import { minimumNeighbour } from './minimum-neighbour';
import { neighbourGraph } from './neighbour-graph';
import { normalBundle } from './normal-bundle';
import { persistentHomology } from './persistent-homology';
import { simplexSkewness } from './simplex-skewness';
import { tightLocality } from './tight-locality';
import { twoNn } from './two-nn';

export const definitions = [calibratedGap, correlationDimension, danco, fisherSeparability, flipd, gride, localPca, manifoldAdaptive, maximumLikelihood, methodOfMoments, minimumNeighbour, neighbourGraph, normalBundle, persistentHomology, simplexSkewness, tightLocality, twoNn] as const;
