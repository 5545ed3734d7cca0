/** What a term means: read in a popover beside the figure. Formulas are TeX. */
export interface TermDefinition {
  readonly title: string;
  readonly text: string;
  readonly formula?: string;
}

export const definitions = {
  gap: {
    title: 'Representation gap R(n)',
    text: 'The mean squared distance from a point of the task to the nearest output that the model can produce, averaged over training sets of n points. Its unit is that of the coordinates, squared. For data without training, the outputs are a random n of the points themselves (leave one out, all subsets in closed form).',
    formula: 'R(\\Omega,\\Omega_f)=\\int_\\Omega \\min_{z\\in\\Omega_f}\\lVert y-z\\rVert^2\\,p(y)\\,dy',
  },
  dimension: {
    title: 'Dimension d',
    text: 'The exponent of the law that the gap follows: the dimension of the task’s space, less that of the group’s orbits. A pure number. It comes from the slope of the fit in log-log axes; ± is one standard error.',
    formula: 'R_n \\simeq C\\,n^{-2/d},\\qquad d = d_\\Omega - d_{\\text{orbit}}',
  },
  interval: {
    title: '95 % interval',
    text: 'All values that the data do not reject at 5 %, by profile likelihood: in 95 of 100 repetitions it holds the true value, provided that the model is right. An end that the data do not bound is left open.',
  },
  constant: {
    title: 'Constant C',
    text: 'The factor of the law: the gap that the fit gives at n = 1. It carries the unit of the squared coordinates. A finite symmetry leaves d alone and divides C by |G| to the power 2/d.',
    formula: 'R_n \\simeq C\\,n^{-2/d}',
  },
  generalization: {
    title: 'Generalization error',
    text: 'The mean squared distance from a predictor’s output to the target at fresh inputs, in squared units of the outputs. The gap asks for the nearest of all outputs and not for that of the same input, so that it is never larger.',
    formula: 'R\\le\\mathbb E\\lVert y-f(x)\\rVert^2',
  },
  transport: {
    title: 'Wasserstein distance W₂²',
    text: 'The least mean squared distance at which the n points of one random part of the data can be moved, one to one, onto the n of another that shares no point with it; a mean over up to 32 such pairs, in squared units of the coordinates. The gap of the same pairs lets every point go to its nearest, whether that is taken or not, so that it is never larger. Where d ≥ 3 both fall as n^(−2/d) on regular spaces; below, W₂² falls more slowly.',
    formula:
      'R_n\\le\\mathbb E\\,W_2^2=\\mathbb E\\min_\\sigma\\tfrac1n\\sum_i\\min_g\\lVert y_i-g\\,z_{\\sigma(i)}\\rVert^2',
  },
  slope: {
    title: 'Slope',
    text: 'How fast a curve falls: the exponent of n in its fit by a power law, −2/d.',
    formula: 'R\\propto n^{-2/d}',
  },
  standardError: {
    title: 'Standard error',
    text: 'How far the estimate scatters from one repetition to the next, by the curvature of χ² at the best fit; where the points scatter more than their errors explain, widened by √(χ²/ν). Shown to two digits.',
  },
  bootstrap: {
    title: 'Interval by bootstrap',
    text: 'The same interval from sweeps that are drawn from this one: replicates with replacement, each fitted anew, the window held. It agrees with the other where the errors are near to normal. The engine makes it once; it is not there for windows that are chosen by hand.',
  },
  startingAt: {
    title: 'The dimension by where the fit starts',
    text: 'The same model fitted from each size on. No curve is a power law at small n: while d still drifts from row to row by more than its error, the fit starts too early. Click a size to fit from there.',
  },
  weight: {
    title: 'Akaike’s weight',
    text: 'The share of the evidence for a model among those compared: it is what remains of a model’s chance to be the best of them on new data.',
    formula: 'w_i=\\frac{e^{-\\Delta_i/2}}{\\sum_j e^{-\\Delta_j/2}}',
  },
  residuals: {
    title: 'Residuals',
    text: 'How far log R of each point lies from the fit, over the standard error that the fit counts with. That holds the deviation b/n from the law which is allowed for at small n, so that small sizes seldom stand out. The zones hold 68 % and 95 % of what is only chance; a bow or a drift says that the model is wrong.',
  },
  neighbouringDimension: {
    title: 'Dimension between neighbouring sizes',
    text: 'What the slope of the curve between each size and the next stands for. Each bar shares one size with the next, so that neighbours err in opposite directions; a bar that reaches the edge is not bounded by the data.',
    formula: 'd=-2\\Big/\\frac{\\Delta\\log R}{\\Delta\\log n}',
  },
  overallP: {
    title: 'p of all sizes together',
    text: 'The chance of deviations as large as these, together, if the law were true: by rᵀ Σ⁻¹ r of the deviations r of log R, Σ their covariance with all correlations, that of the constant’s own error, of the correction at small n, and of boundary or curvature where these are not ruled out. χ², or Hotelling’s F where replicates are few.',
    formula: 'r^{\\top}\\Sigma^{-1}r',
  },
  difference: {
    title: 'Test of a difference',
    text: 'Whether two curves have the same dimension: d₁ − d₂ over its standard error, by Student’s t with Welch’s degrees of freedom, two-sided. Curves of one task and seed see the same training sets, so that they err together; how much is found from their replicates and taken off. A large p does not show that both are equal: the interval says how far they may differ.',
    formula: 'z=\\frac{d_1-d_2}{\\sqrt{\\sigma_1^2+\\sigma_2^2-2\\varrho\\,\\sigma_1\\sigma_2}}',
  },
  adjustedPairs: {
    title: 'p corrected for several pairs',
    text: 'Among many pairs some differ by chance. Corrected by Holm’s method for all pairs in the table: below 0.05, any false difference at all among those shown has a chance of 5 %. Compare fewer pairs, or each with one, and less is corrected.',
  },
  constantRatio: {
    title: 'Ratio of the constants',
    text: 'C of the first curve over C of the second: the ratio of the gaps at n = 1, which is that at every n where both dimensions are equal. Where they are not, it says little: C lies far from the points and depends on d. The interval joins those of both constants (Zou & Donner, 2008).',
  },
  dataFactor: {
    title: 'Data at an equal gap, n₁ / n₂',
    text: 'How many times the points of the second curve the first takes for the same gap: read off both curves where they reach it, forecast by their fits beyond. The interval takes the errors of both as independent, which makes it too wide where they saw the same training sets.',
    formula: '\\frac{n_1(R)}{n_2(R)}',
  },
  chi2: {
    title: 'χ² and p-value',
    text: 'How far the points lie from the fit, in units of their errors and with their correlation. The p-value is the chance of a worse misfit if the model were right; below 0.01 the model does not describe this window.',
  },
  window: {
    title: 'Window of the fit',
    text: 'The smallest and the largest n that the fit uses. “Automatic” takes the largest window in which the model describes the points. Drag the ends in the chart, move them with the arrow keys, or type them.',
  },
  forecast: {
    title: 'Forecast',
    text: 'What the fit expects beyond the points: the gap at a size, or the size that a gap takes. The interval is that of the mean curve, not of one training set, and holds if the model goes on as it is.',
  },
  aicc: {
    title: 'ΔAICc',
    text: 'Akaike’s criterion corrected for few points, as the difference to the best model on the same window. Differences below 2 say little; above 10 the model has no support.',
    formula: '\\mathrm{AICc}=\\chi^2+2p+\\frac{2p(p+1)}{k-p-1}',
  },
  localDimension: {
    title: 'Local dimension d(n)',
    text: 'The dimension that the slope of the curve between neighbouring n stands for. Real data cross from one regime to another as n grows, so that one number alone would hide what happens. The band is 95 %.',
    formula: 'd(n)=-2\\Big/\\frac{d\\log R}{d\\log n}',
  },
  duplicates: {
    title: 'Duplicates',
    text: 'Rows that are equal to another row. They are kept; many of them pull the gap to 0 at large n and the dimension down.',
  },
  testPoints: {
    title: 'Points tested',
    text: 'Where the distances of all pairs would take minutes, the curve rests on test points and candidates chosen at random from the seed. Its errors say what that costs.',
  },
  ambientDimension: {
    title: 'Ambient dimension D',
    text: 'The number of coordinates of a row.',
  },
  orbit: {
    title: 'Group and its orbits',
    text: 'A group moves each point along an orbit. Measured modulo the group, points of one orbit count as one, and the dimension falls by that of the orbits. A finite group has orbits of dimension 0.',
    formula: 'd_G(y,z)^2=\\min_{g\\in G}\\lVert y-g z\\rVert^2',
  },
  trainer: {
    title: 'Trainer',
    text: 'A training algorithm: what makes a model of a training set of n points. The memoriser returns the points; networks are really trained; each is expected to follow the i.i.d. law, the law of optimal quantisation, or neither.',
  },
  symmetry: {
    title: 'Does the data have the symmetry?',
    text: 'Whether points of the data, each moved by a random element of the group, are distributed as before. “Has it”: no test sees a difference, and 5 % of breaking would have been seen. “Nearly”: a difference is seen, but not above 5 %. “Has not”: more than that. “Cannot tell”: too few points to see 5 %. Groups act about the origin of the coordinates.',
    formula: '\\mathrm{law}(g\\,x)=\\mathrm{law}(x)\\ \\text{for all } g\\in G',
  },
  symmetryTest: {
    title: 'Tests of a symmetry',
    text: 'Points as they are against other points that were each moved by a random element. Energy distance compares mean distances within and between both samples, and sees best what is broken at large; the nearest-neighbour test counts how often neighbours come from the same sample, and sees best what is broken in detail. p-values by permutation are exact, whatever the law.',
  },
  adjusted: {
    title: 'Corrected p-value',
    text: 'The chance of such a difference, or a larger one, if the data had the symmetry; corrected (Holm) for all tests on all candidates, so that any false alarm at all has a chance of 5 %.',
  },
  breaking: {
    title: 'How far the symmetry is broken',
    text: 'Between 0, for a symmetry, and 1. By energy: the share by which points are closer to each other than to moved points. By neighbours: how much more often than chance a nearest neighbour is of the same sample, as a share of certainty (the divergence of Henze and Penrose). The larger of both counts; 5 % is the limit of “nearly”.',
    formula:
      "1-\\frac{\\mathbb E\\lVert X-X'\\rVert}{\\mathbb E\\lVert X-gX'\\rVert},\\qquad \\tfrac12\\int\\frac{(p-q)^2}{p+q}",
  },
  saved: {
    title: 'Data saved',
    text: 'By what factor fewer points a model with the symmetry needs for the same gap: the ratio of the sizes at which both curves reach it. At the present gap, that of the largest n measured without symmetry, both are read off the curves; beyond, the fits forecast them. The interval takes the errors of both curves as independent, which makes it too wide, as the same points give both. Where nothing is trained a factor is never below 1.',
    formula: '\\frac{n_{\\text{without}}(R)}{n_{\\text{with}}(R)}',
  },
  finiteSymmetry: {
    title: 'Finite symmetry',
    text: 'A finite group leaves d alone. Where it acts freely, it divides the constant by |G| to the power 2/d in the limit of many points, which saves |G| times the data, and never more in that limit.',
    formula: 'C_{\\Omega/G}=C_\\Omega\\,|G|^{-2/d}',
  },
  crossover: {
    title: 'From continuous to finite',
    text: 'Copies of an image shifted by whole pixels have a spacing. While the gap is above a sixth of the squared spacings down and to the right, the copies fill the orbit, and whole shifts lower d as continuous ones do. At smaller gaps d returns to that of the data, and only the constant gains.',
    formula: 'R=\\tfrac16\\left(\\delta_{\\downarrow}^2+\\delta_{\\rightarrow}^2\\right)',
  },
  iid: {
    title: 'The i.i.d. law',
    text: 'What the gap of a model that memorises its training set follows: random points, nearest one taken.',
    formula: 'R_n\\sim\\Gamma(1+\\tfrac2d)\\,\\omega_d^{-2/d}\\int p^{\\,1-2/d}\\;n^{-2/d}',
  },
  quantisation: {
    title: 'Optimal quantisation (Zador)',
    text: 'The lowest gap that n points can have at all, placed to minimise it. Training that moves its outputs freely can come down to it.',
    formula: 'R_n\\sim J_d\\,\\lVert p\\rVert_{d/(d+2)}\\;n^{-2/d}',
  },
  conditions: {
    title: 'Conditions of the law',
    text: 'The law holds only under conditions on the task and the group. Each is checked for this task: holds, fails, or not known. Where one fails, no constant is shown.',
  },
  falsification: {
    title: 'Falsification test',
    text: 'The measured gaps against the theory’s, with nothing fitted: one z a size and one p-value. “Consistent”: the theory survives this test. “Deviates”: it does not, and in which direction.',
  },
  estimators: {
    title: 'Other estimators',
    text: 'Dimensions that other methods find from the same points and the same distances. They disagree where the data have several scales or the points are few.',
  },
  sensitivity: {
    title: 'Sensitivity to the parameter',
    text: 'The same estimator for other values of the parameter that matters most, such as the number of neighbours, from the same points; bars are 95 % intervals, the larger mark is the value in the table. A dimension that means something changes little over some range of it; one that keeps falling shows noise or several scales.',
  },
  pointwise: {
    title: 'Dimensions at single points',
    text: 'What the estimator finds around each point from its neighbours alone. Each is uncertain by about d/√k, k the number of neighbours, so that some spread is chance; more than that shows parts of different dimension.',
    formula: '\\hat d_i\\approx d\\,(1\\pm 1/\\sqrt{k})',
  },
  hypotheses: {
    title: 'Do the law’s hypotheses hold?',
    text: 'Whether the trained model’s outputs really are the training set’s orbits: the share of samples close to one (memorised), the share of orbits that were hit (coverage, with the expectation for that many samples), how equivariant the model is (E‖f(gx) − g f(x)‖² / E‖f(x)‖² of its score, its generator or, without a verdict, its predictions at held-out inputs), and how far a learned score is from the exact one, at noise in units of the mean distance between nearest training orbits. Each size is judged by the means over its replicates.',
  },
  scoreDimension: {
    title: 'Dimension by the learned score',
    text: 'The dimension of the law that the network has learned, by its own score at up to 64 training points, at noise σ in units of the mean distance between nearest training orbits; where one number stands alone, at 0.1. FLIPD is how the smoothed density changes with the noise; the rank of the normal bundle counts the directions in which the score does not point back to the data. Errors are standard errors over the points, or over runs where it is a mean of several. Where the network has memorised its training points, both are near 0, or the dimension of an orbit where it is equivariant; where it has not, that of the data’s own space. A network that is inaccurate at such small noise gives more than either, and its FLIPD may even be negative: then only the rank says something.',
    formula: 'D+\\sigma^2\\,(\\nabla\\cdot s_\\sigma(x)+\\lVert s_\\sigma(x)\\rVert^2)',
  },
  deadHypotheses: {
    title: 'Dead hypotheses',
    text: 'How many of a model’s K hypotheses win nothing: they are the nearest to no training and to no test point. Training has lost them, so that the gap is that of fewer. Of m points about K e^(−m/K) win nothing by chance alone.',
  },
  loss: {
    title: 'Loss',
    text: 'What training makes small, as a mean over the steps since the last record: about a hundred records a training. Its unit depends on the algorithm, so that it compares runs of one curve only. Values that are not above 0 have no place on a logarithmic axis.',
  },
  runMean: {
    title: 'Mean and 95 % interval',
    text: 'The mean over the runs of a group that have the figure, with the interval that holds the true mean in 95 of 100 repetitions, by Student’s distribution: the runs count as independent draws of one size. Where a group holds several n, it is the mean over them all, and says little of the gap. The dimension comes from the curve’s fit, with its own interval.',
    formula: '\\bar x\\pm t_{0.975,\\,k-1}\\,\\frac{s}{\\sqrt k}',
  },
  runSeconds: {
    title: 'Time of a run',
    text: 'The seconds that its batch took, training, samples and measurement, shared equally among the runs of the batch. What was done before an interruption counts up to the checkpoint that the batch went on from.',
  },
  runMemory: {
    title: 'Memory of a run',
    text: 'Its equal share of the largest size that all tensors had together during one step of the training: weights, moments, gradients and everything between. What the process itself takes beside them does not count.',
  },
  drawnOrbit: {
    title: 'Orbit',
    text: 'All the places to which the elements of the group move a point. Lines are drawn where the group is continuous, one through the point for each of its parameters; dots where it is finite. For the model, all points of an orbit are the same point.',
    formula: 'Gz=\\{g\\,z : g\\in G\\}',
  },
  orbitDistance: {
    title: 'Distance to the nearest orbit',
    text: 'From a point to the nearest of all places to which the group moves the training points, in the unit of the coordinates. Its mean square over test points is the gap of a model that memorises.',
    formula: 'd(y,G\\mathcal D)=\\min_{i,\\,g}\\lVert y-g\\,z_i\\rVert',
  },
  alignment: {
    title: 'Aligning element',
    text: 'The element of the group that brings the nearest training point closest to the chosen point. Where the group acts by orthogonal maps it is the one of the largest inner product.',
    formula: 'g^*=\\arg\\max_g\\,\\langle y, g\\,z\\rangle',
  },
  spacing: {
    title: 'Spacing of the orbits',
    text: 'The mean distance from a training orbit to the nearest other one, over the training points; ± is its standard error. A tenth of it is the distance within which an output counts as memorised.',
  },
  memorisedSample: {
    title: 'Memorised',
    text: 'An output is a memorised one if it lies within a tenth of the spacing of the orbits from a training orbit. The share of all samples was stored with the run; the share of those shown is measured here.',
  },
  coverage: {
    title: 'Coverage',
    text: 'The share of the training orbits with an output within the same distance. Of m outputs that each fall on one of n orbits by chance, the expectation is that of a collector of coupons.',
    formula: '1-(1-1/n)^m',
  },
  power: { title: 'Power law', text: 'A straight line in log-log axes.', formula: 'R=C\\,n^{-2/d}' },
  'power-floor': {
    title: 'Power law with a floor',
    text: 'For data with noise: the gap stops at a floor σ² until the noise itself is resolved.',
    formula: 'R=C\\,n^{-2/d}+\\sigma^2',
  },
  'power-boundary': {
    title: 'Power law with a boundary correction',
    text: 'For spaces with an edge, such as a cube.',
    formula: 'R=C\\,n^{-2/d}\\,(1+b\\,n^{-1/d})',
  },
  'power-curvature': {
    title: 'Power law with a curvature correction',
    text: 'For curved spaces, such as a sphere.',
    formula: 'R=C\\,n^{-2/d}\\,(1+b\\,n^{-2/d})',
  },
  tied: {
    title: 'Power law with the theory’s constant',
    text: 'C is that of the i.i.d. law for this task and group; only d is free.',
    formula: 'R=C_{\\text{theory}}\\,n^{-2/d}',
  },
  selfTest: {
    title: 'Self-test error',
    text: 'Each backend computes the same products, reductions and gradients once; shown is the largest relative error against results in 64-bit floating point. A backend that is off by more than rounding explains is not used.',
  },
  compact: {
    title: 'Compacting',
    text: 'Deleted sweeps stay in the file, so that deleting can be undone. Compacting removes them with their runs, series, points and checkpoints for good, and rewrites the file without the space that they took. What runs of other sweeps have taken over from them is kept.',
  },
} as const satisfies Readonly<Record<string, TermDefinition>>;

export type Term = keyof typeof definitions;
