import type { ModelId } from '#contract/results';

/** Models by the names of their tabs. */
export const modelNames: Readonly<Record<ModelId, { short: string; long: string }>> = {
  power: { short: 'Power', long: 'Power law' },
  'power-floor': { short: 'Floor', long: 'With a floor' },
  'power-boundary': { short: 'Edge', long: 'With a boundary' },
  'power-curvature': { short: 'Curved', long: 'With curvature' },
  tied: { short: 'Theory', long: 'Theory’s constant' },
};

export const modelIds: readonly ModelId[] = ['power', 'power-floor', 'power-boundary', 'power-curvature', 'tied'];
