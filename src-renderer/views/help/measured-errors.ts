/** Kinds of manifold that the 24 of the literature fall into. */
export const kindsOfManifold = [
  { id: 'all', title: 'all', meaning: 'All 24 manifolds.' },
  { id: 'low', title: 'd ≤ 4', meaning: 'Of at most 4 dimensions, curved ones among them: 10 manifolds.' },
  { id: 'uniform', title: 'uniform', meaning: 'Of 10 to 70 dimensions, uniform, flat or a sphere: 6 manifolds.' },
  { id: 'curved', title: 'curved', meaning: 'Of 6 to 24 dimensions, curved or not uniform: 8 manifolds.' },
] as const;

export const sizesMeasured = [625, 1250, 2500, 5000] as const;
/** Sizes whose figures are shown by kind of manifold. */
export const sizesDetailed = [625, 2500] as const;

/** In percent; null where not measured. */
type Figures = Readonly<Record<(typeof kindsOfManifold)[number]['id'], number | null>> & {
  /** The share of the 95 % intervals that hold the true d. */
  readonly covered: number | null;
};

interface MeasuredErrors {
  /** Of the estimator. */
  readonly id: string;
  /** Whether the distances between points are enough, as on a quotient. */
  readonly needs: 'distances' | 'coordinates';
  /** By the number of points; null where not measured. */
  readonly figures: Readonly<Record<(typeof sizesMeasured)[number], Figures | null>>;
}

/** The mean of |estimate − d|/d over sets and manifolds, smallest first at 625 points: made by test/benchmarks/manifolds.mjs. */
export const measuredErrors: readonly MeasuredErrors[] = [
  {
    id: 'calibrated-gap',
    needs: 'distances',
    figures: {
      625: { all: 7.8, low: 7.9, uniform: 3.6, curved: 11.0, covered: 88 },
      1250: { all: 5.9, low: 4.2, uniform: 3.0, curved: 10.2, covered: 92 },
      2500: { all: 3.8, low: 1.6, uniform: 1.7, curved: 8.0, covered: 98 },
      5000: { all: 3.8, low: 0.6, uniform: 1.9, curved: 9.1, covered: 100 },
    },
  },
  {
    id: 'twonn',
    needs: 'distances',
    figures: {
      625: { all: 14.8, low: 6.0, uniform: 23.9, curved: 18.9, covered: 44 },
      1250: { all: 12.8, low: 3.8, uniform: 21.4, curved: 17.8, covered: 50 },
      2500: { all: 11.8, low: 2.2, uniform: 19.7, curved: 17.9, covered: 48 },
      5000: { all: 10.9, low: 1.7, uniform: 19.6, curved: 15.7, covered: 42 },
    },
  },
  {
    id: 'danco',
    needs: 'coordinates',
    figures: {
      625: { all: 17.2, low: 25.3, uniform: 4.0, curved: 17.1, covered: 38 },
      1250: { all: 13.2, low: 16.5, uniform: 4.0, curved: 15.9, covered: 35 },
      2500: { all: 10.7, low: 11.8, uniform: 4.0, curved: 14.2, covered: 46 },
      5000: { all: 9.1, low: 7.7, uniform: 3.7, curved: 14.8, covered: 25 },
    },
  },
  {
    id: 'gride',
    needs: 'distances',
    figures: {
      625: { all: 19.1, low: 11.1, uniform: 24.9, curved: 24.6, covered: 35 },
      1250: { all: 14.7, low: 4.8, uniform: 23.6, curved: 20.4, covered: 40 },
      2500: { all: 13.1, low: 2.8, uniform: 21.5, curved: 19.7, covered: 33 },
      5000: { all: 11.5, low: 1.7, uniform: 20.5, curved: 17.2, covered: 38 },
    },
  },
  {
    id: 'ph',
    needs: 'distances',
    figures: {
      625: { all: 20.2, low: 15.4, uniform: 21.5, curved: 25.3, covered: 25 },
      1250: { all: 17.5, low: 11.9, uniform: 20.9, curved: 21.9, covered: 25 },
      2500: { all: 15.8, low: 8.7, uniform: 20.9, curved: 20.8, covered: 13 },
      5000: { all: 16.8, low: 9.1, uniform: 23.2, curved: 21.7, covered: 17 },
    },
  },
  {
    id: 'mind',
    needs: 'distances',
    figures: {
      625: { all: 20.4, low: 11.3, uniform: 27.6, curved: 26.3, covered: 17 },
      1250: { all: 17.7, low: 8.8, uniform: 25.4, curved: 23.2, covered: 17 },
      2500: { all: 15.4, low: 6.0, uniform: 23.3, curved: 21.1, covered: 8 },
      5000: { all: 13.1, low: 2.9, uniform: 22.0, curved: 19.1, covered: 4 },
    },
  },
  {
    id: 'tle',
    needs: 'distances',
    figures: {
      625: { all: 22.5, low: 13.9, uniform: 29.2, curved: 28.1, covered: 13 },
      1250: { all: 19.9, low: 11.4, uniform: 27.0, curved: 25.1, covered: 17 },
      2500: { all: 16.0, low: 5.3, uniform: 24.8, curved: 22.7, covered: 17 },
      5000: { all: 13.7, low: 2.0, uniform: 23.3, curved: 21.1, covered: 21 },
    },
  },
  {
    id: 'knn',
    needs: 'distances',
    figures: {
      625: { all: 22.6, low: 16.5, uniform: 27.0, curved: 26.8, covered: 4 },
      1250: { all: 19.2, low: 12.3, uniform: 25.1, curved: 23.4, covered: 15 },
      2500: { all: 15.4, low: 6.6, uniform: 22.9, curved: 20.9, covered: 8 },
      5000: { all: 13.0, low: 2.9, uniform: 21.6, curved: 19.1, covered: 8 },
    },
  },
  {
    id: 'mle',
    needs: 'distances',
    figures: {
      625: { all: 24.3, low: 15.7, uniform: 30.0, curved: 30.6, covered: 6 },
      1250: { all: 21.1, low: 12.8, uniform: 27.3, curved: 26.9, covered: 10 },
      2500: { all: 18.8, low: 11.0, uniform: 25.0, curved: 23.9, covered: 8 },
      5000: { all: 15.0, low: 4.7, uniform: 23.3, curved: 21.7, covered: 4 },
    },
  },
  {
    id: 'mom',
    needs: 'distances',
    figures: {
      625: { all: 25.0, low: 16.5, uniform: 30.5, curved: 31.5, covered: 13 },
      1250: { all: 22.6, low: 15.4, uniform: 27.7, curved: 27.7, covered: 6 },
      2500: { all: 21.2, low: 16.0, uniform: 25.5, curved: 24.6, covered: 0 },
      5000: { all: 16.1, low: 6.5, uniform: 23.7, curved: 22.2, covered: 0 },
    },
  },
  {
    id: 'mada',
    needs: 'distances',
    figures: {
      625: { all: 27.3, low: 17.5, uniform: 34.6, curved: 34.0, covered: 17 },
      1250: { all: 25.0, low: 17.1, uniform: 31.3, curved: 30.2, covered: 6 },
      2500: { all: 25.7, low: 22.8, uniform: 29.2, curved: 26.8, covered: 0 },
      5000: { all: 18.5, low: 8.6, uniform: 27.1, curved: 24.4, covered: 0 },
    },
  },
  {
    id: 'ess',
    needs: 'coordinates',
    figures: {
      625: { all: 30.1, low: 41.2, uniform: 2.5, curved: 36.9, covered: 13 },
      1250: null,
      2500: null,
      5000: null,
    },
  },
  {
    id: 'corrint',
    needs: 'distances',
    figures: {
      625: { all: 30.5, low: 19.8, uniform: 34.6, curved: 40.8, covered: 17 },
      1250: { all: 26.9, low: 15.6, uniform: 30.3, curved: 38.4, covered: 19 },
      2500: { all: 38.5, low: 45.9, uniform: 28.3, curved: 36.9, covered: 13 },
      5000: { all: 23.3, low: 12.0, uniform: 25.8, curved: 35.6, covered: 17 },
    },
  },
  {
    id: 'flipd',
    needs: 'distances',
    figures: {
      625: { all: 35.5, low: 26.9, uniform: 40.1, curved: 42.9, covered: 0 },
      1250: null,
      2500: { all: 25.3, low: 16.9, uniform: 31.0, curved: 31.3, covered: 0 },
      5000: null,
    },
  },
  {
    id: 'lpca',
    needs: 'coordinates',
    figures: {
      625: { all: 39.3, low: 62.4, uniform: 7.5, curved: 34.3, covered: 21 },
      1250: null,
      2500: null,
      5000: null,
    },
  },
  {
    id: 'fishers',
    needs: 'coordinates',
    figures: {
      625: { all: 40.2, low: 56.1, uniform: 7.4, curved: 40.9, covered: 26 },
      1250: null,
      2500: null,
      5000: null,
    },
  },
  {
    id: 'normal-bundle',
    needs: 'coordinates',
    figures: {
      625: { all: 90.3, low: 25.6, uniform: 1.4, curved: 237.8, covered: 46 },
      1250: null,
      2500: null,
      5000: null,
    },
  },
];
