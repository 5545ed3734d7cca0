/** Kinds of manifold that the 24 of the literature fall into. */
export const kindsOfManifold = [
  { id: 'all', title: 'all', meaning: 'All 24 manifolds.' },
  { id: 'low', title: 'd ≤ 4', meaning: 'Of at most 4 dimensions, curved ones among them: 10 manifolds.' },
  { id: 'uniform', title: 'uniform', meaning: 'Of 10 to 70 dimensions, uniform, flat or a sphere: 6 manifolds.' },
  { id: 'curved', title: 'curved', meaning: 'Of 6 to 24 dimensions, curved or not uniform: 8 manifolds.' },
] as const;

export const sizesMeasured = [625, 2500] as const;

/** In percent. */
type Figures = Readonly<Record<(typeof kindsOfManifold)[number]['id'], number>> & {
  /** The share of the 95 % intervals that hold the true d. */
  readonly covered: number;
};

interface MeasuredErrors {
  /** Of the estimator. */
  readonly id: string;
  /** Whether the distances between points are enough, as on a quotient. */
  readonly needs: 'distances' | 'coordinates';
  /** By the number of points; null where that takes too long to be worth it. */
  readonly figures: Readonly<Record<(typeof sizesMeasured)[number], Figures | null>>;
}

/** The mean of |estimate − d|/d over sets and manifolds, smallest first at 625 points: made by test/benchmarks/manifolds.mjs. */
export const measuredErrors: readonly MeasuredErrors[] = [
  { id: 'calibrated-gap', needs: 'distances', figures: { 625: { all: 7.3, low: 7.9, uniform: 3.6, curved: 12.9, covered: 89 }, 2500: { all: 6.2, low: 5.6, uniform: 3.6, curved: 12.9, covered: 94 } } },
  { id: 'twonn', needs: 'distances', figures: { 625: { all: 12.2, low: 5.6, uniform: 23.9, curved: 8.4, covered: 56 }, 2500: { all: 12.6, low: 5.8, uniform: 23.9, curved: 8.4, covered: 53 } } },
  { id: 'gride', needs: 'distances', figures: { 625: { all: 16.6, low: 11.9, uniform: 24.9, curved: 14.4, covered: 42 }, 2500: { all: 14.8, low: 7.5, uniform: 24.9, curved: 14.4, covered: 44 } } },
  { id: 'ph', needs: 'distances', figures: { 625: { all: 18.1, low: 16.5, uniform: 21.9, curved: 15.3, covered: 31 }, 2500: { all: 14.4, low: 8.5, uniform: 21.9, curved: 15.3, covered: 32 } } },
  { id: 'mind', needs: 'distances', figures: { 625: { all: 18.2, low: 12.9, uniform: 27.8, curved: 15.2, covered: 17 }, 2500: { all: 16.0, low: 7.5, uniform: 27.8, curved: 15.2, covered: 18 } } },
  { id: 'tle', needs: 'distances', figures: { 625: { all: 19.7, low: 15.0, uniform: 29.2, curved: 14.7, covered: 11 }, 2500: { all: 16.7, low: 8.1, uniform: 29.2, curved: 14.7, covered: 12 } } },
  { id: 'danco', needs: 'coordinates', figures: { 625: { all: 19.8, low: 28.1, uniform: 3.6, curved: 27.6, covered: 39 }, 2500: { all: 17.0, low: 23.1, uniform: 3.6, curved: 27.6, covered: 41 } } },
  { id: 'knn', needs: 'distances', figures: { 625: { all: 20.3, low: 17.2, uniform: 27.0, curved: 16.0, covered: 8 }, 2500: { all: 16.6, low: 8.9, uniform: 27.0, curved: 16.0, covered: 9 } } },
  { id: 'mle', needs: 'distances', figures: { 625: { all: 20.8, low: 16.2, uniform: 30.0, curved: 16.3, covered: 8 }, 2500: { all: 17.9, low: 9.4, uniform: 30.0, curved: 16.3, covered: 9 } } },
  { id: 'mom', needs: 'distances', figures: { 625: { all: 21.5, low: 17.2, uniform: 30.5, curved: 16.1, covered: 14 }, 2500: { all: 18.3, low: 10.0, uniform: 30.5, curved: 16.1, covered: 15 } } },
  { id: 'mada', needs: 'distances', figures: { 625: { all: 23.0, low: 17.9, uniform: 34.6, curved: 15.4, covered: 19 }, 2500: { all: 20.1, low: 11.0, uniform: 34.6, curved: 15.4, covered: 21 } } },
  { id: 'corrint', needs: 'distances', figures: { 625: { all: 23.5, low: 17.7, uniform: 34.6, curved: 18.5, covered: 28 }, 2500: { all: 19.6, low: 8.8, uniform: 34.6, curved: 18.5, covered: 29 } } },
  { id: 'flipd', needs: 'distances', figures: { 625: { all: 30.0, low: 26.9, uniform: 40.1, curved: 19.1, covered: 0 }, 2500: { all: 28.4, low: 23.1, uniform: 40.1, curved: 19.1, covered: 0 } } },
  { id: 'ess', needs: 'coordinates', figures: { 625: { all: 30.9, low: 44.7, uniform: 2.6, curved: 46.0, covered: 17 }, 2500: { all: 28.6, low: 41.6, uniform: 2.6, curved: 46.0, covered: 18 } } },
  { id: 'fishers', needs: 'coordinates', figures: { 625: { all: 36.6, low: 54.3, uniform: 6.4, curved: 33.6, covered: 26 }, 2500: { all: 32.8, low: 49.0, uniform: 6.4, curved: 33.6, covered: 28 } } },
  { id: 'lpca', needs: 'coordinates', figures: { 625: { all: 48.2, low: 69.2, uniform: 7.4, curved: 66.7, covered: 17 }, 2500: { all: 45.1, low: 65.3, uniform: 7.4, curved: 66.7, covered: 18 } } },
  { id: 'normal-bundle', needs: 'coordinates', figures: { 625: { all: 68.1, low: 27.1, uniform: 1.4, curved: 324.5, covered: 58 }, 2500: { all: 72.1, low: 30.4, uniform: 1.4, curved: 324.5, covered: 56 } } },
];
