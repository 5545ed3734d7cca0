import type { HelpTopic } from '../../definitions/help-topics';

/** A paragraph, in which $…$ is mathematics; a displayed formula; or a list of such paragraphs. */
export type HelpBlock = string | { readonly tex: string } | { readonly list: readonly string[] };

/** The mathematics, part by part; those parts that are made of figures have components of their own. */
export const helpContent: Partial<Readonly<Record<HelpTopic, readonly HelpBlock[]>>> = {
  gap: [
    'A task is a space $\\Omega\\subset\\mathbb R^D$ with a density $p$. A trained model has a prediction space $\\Omega_f$: the set of all outputs that it can produce. The representation gap is the mean squared distance from a point of the task to the nearest of them:',
    { tex: 'R(\\Omega,\\Omega_f)=\\int_\\Omega\\min_{z\\in\\Omega_f}\\lVert y-z\\rVert^2\\,p(y)\\,dy' },
    '$R_n$ is its expectation over training sets of $n$ points, and over the training’s own randomness. It is the whole squared distance, not that of one coordinate; its unit is that of the coordinates, squared. It is never larger than $W_2^2$ between $p$ and any law on $\\Omega_f$, and, for a predictor with one output, never larger than its generalization error $\\mathbb E\\lVert y-f(x)\\rVert^2$, since $f(x)\\in\\Omega_f$. The application shows both beside it.',
    'Of a predictor with $K$ hypotheses the nearest of its $K$ outputs at the same input counts, averaged over inputs.',
  ],
  law: [
    'A model that memorises its training set has $\\Omega_f=\\{z_1,\\dots,z_n\\}$, drawn independently from $p$. The chance that all of them are farther from $y$ than $r$ is about $\\exp(-n\\,p(y)\\,\\omega_d\\,r^d)$, $\\omega_d=\\pi^{d/2}/\\Gamma(d/2+1)$ being the volume of the unit ball; integrated,',
    {
      tex: 'R_n\\sim V\\,n^{-2/d},\\qquad V=\\Gamma\\!\\left(1+\\tfrac2d\\right)\\omega_d^{-2/d}\\int p^{\\,1-2/d}\\,d\\mathrm{vol}',
    },
    'The exponent gives the dimension $d$, the factor the constant $C=V$. In log-log axes the law is a line of slope $-2/d$.',
    'Where the space is parametrised by latents $u$ of density $q$, with the embedding’s Jacobian $J$ projected orthogonally to the orbits’ tangents, the integral is computed for any such task, rendered images too:',
    { tex: '\\int p^{\\,1-2/d}\\,d\\mathrm{vol}=\\int q^{\\,1-2/d}\\,(\\det J^{\\mathsf T}J)^{1/d}\\,du' },
  ],
  quantisation: [
    'No $n$ points can have a smaller gap than those that are placed at best (Zador; Graf and Luschgy):',
    {
      tex: 'R_n\\sim J_d\\,\\lVert p\\rVert_{d/(d+2)}\\,n^{-2/d},\\qquad\\lVert p\\rVert_q=\\Bigl(\\int p^q\\Bigr)^{1/q}',
    },
    '$J_1=\\tfrac1{12}$ and $J_2=\\tfrac5{18\\sqrt3}$ are exact. From $d=3$ on no coefficient is proved: the best known lattices give an upper bound, marked “best known”; where none is tabulated, the lower bound of balls, which $J_d\\sim d/(2\\pi e)$ approaches, is marked so.',
    'Lloyd’s algorithm and winner-takes-all training come down to this law; random points lie above it, by the factor 6 on a uniform circle and 1.985 on a uniform surface.',
  ],
  quotient: [
    'A compact group $G$ acts on $\\mathbb R^D$ by orthogonal maps. A model that is equivariant by construction and memorises can produce all of $G(\\mathcal D)$, the orbits of its training points. The distance to the nearest of them is the quotient distance:',
    {
      tex: 'd_G(y,z)^2=\\min_{g\\in G}\\lVert y-gz\\rVert^2=\\lVert y\\rVert^2+\\lVert z\\rVert^2-2\\max_{g\\in G}\\langle y,gz\\rangle',
    },
    'So the law holds on the quotient $\\Omega/G$, with $d=d_\\Omega-d_{\\text{orbit}}$ and the density $p_{\\Omega/G}(Gy)=\\int_{Gy}p$.',
    'A finite group has orbits of dimension 0: it leaves $d$ alone and, where it acts freely, divides the constant by $|G|^{2/d}$, as $|G|$ times the data would. Whole-pixel shifts are such a group; at gaps above a sixth of the squared spacings of the copies they act like continuous shifts:',
    { tex: 'R=\\tfrac16\\bigl(\\delta_\\downarrow^2+\\delta_\\rightarrow^2\\bigr)' },
    'That is why the local dimension $d(n)$ is shown, not one number alone. Where the nearest element of a group is searched for and not found for certain, the distance is an upper bound, and the group is marked so.',
  ],
  conditions: [
    'The laws hold under conditions, each of which is checked for the task and the group: holds, fails, or is not known. Where one fails that the constant rests on, no constant is shown.',
    {
      list: [
        'Integrable: $\\int p^{\\,1-2/d}<\\infty$. It fails for the 2-sphere modulo rotations about an axis, where it diverges logarithmically, and for a Gaussian in $d\\le2$.',
        'Free action: orbits of lower dimension have measure zero.',
        'Boundary: an edge adds a correction of relative order $n^{-1/d}$; on the cube in $d=3$ it is 22 % at $n=64$ and 6 % at $n=4096$.',
        'Curvature: relative order $n^{-2/d}$; on the 2-sphere −6 % at $n=64$.',
        'Noise of variance $\\sigma^2$ a coordinate: the curve is a power law plus a floor until the noise’s own dimension is resolved.',
        'The model really has $\\Omega_f=G(\\mathcal D)$: see “Do the hypotheses hold?”.',
      ],
    },
  ],
  measuring: [
    'A data set of $N$ points gives a curve without training. Each point is left out in turn; with $r^2_{(k)}$ the squared distance to its $k$-th nearest neighbour, the mean over all subsets of size $n$ of the others is a sum:',
    { tex: '\\mathbb E\\min_{\\text{subset}}r^2=\\sum_k r^2_{(k)}\\,\\binom{N-1-k}{n-1}\\Big/\\binom{N-1}{n}' },
    'One pass over the neighbours gives $R_n$ for every $n$ at once, without the noise of subsampling. The covariance between sizes comes from a jackknife that deletes groups of points, since one data set gives values that vary together. Where all distances would take minutes, the curve rests on points chosen at random, and says on how many.',
    'Rows equal to others are kept and counted: many of them pull the gap to 0 at large $n$ and the dimension down. Scaling all coordinates changes the gap by the square of the factor, and $d$ not at all.',
  ],
  fitting: [
    'The models are fitted to $\\log R$ by generalised least squares, with the covariance of the points:',
    { tex: '\\text{power:}\\quad R=C\\,n^{-2/d}\\qquad\\text{floor:}\\quad R=C\\,n^{-2/d}+\\sigma^2' },
    { tex: 'R=C\\,n^{-2/d}\\bigl(1+b\\,n^{-1/d}\\bigr)\\qquad R=C\\,n^{-2/d}\\bigl(1+b\\,n^{-2/d}\\bigr)' },
    '“Tied” takes the theory’s constant and leaves $d$ free. Intervals are by profile likelihood: all values that are not rejected at 5 %; an end that the data do not bound is left open. $\\chi^2$ and its p-value say whether the model describes the points at all; the automatic window is the largest in which it does.',
    'Models on the same window are ranked by',
    { tex: '\\mathrm{AICc}=\\chi^2+2p+\\frac{2p(p+1)}{k-p-1}' },
    'for $p$ parameters and $k$ points. Between neighbouring sizes the slope gives the local dimension',
    { tex: 'd(n)=-2\\Big/\\frac{d\\log R}{d\\log n}' },
  ],
  finite: [
    'The laws are limits. At small $n$ an edge of the space raises the gap by a share of order $n^{-1/d}$, curvature changes it by one of order $n^{-2/d}$, and a density that varies delays the limit; the fits with a correction estimate $b$ from the curve itself.',
    'Where the density is known, the expected gap at each $n$ is computed about flat tangent spaces and shown as a ratio to the law. Sizes at which it differs from the law by more than a tenth are not used to test the law.',
    'Data sets are finite: a curve of one data set ends at half its points, where a point’s neighbours begin to run out.',
  ],
  falsification: [
    'Where $d$ and $C$ are known, nothing is fitted: each size gives a standardised deviation of $\\log R$ from the law, and all of them together, with their covariance, one p-value.',
    { tex: 'z_n=\\frac{\\log R_n-\\log\\bigl(C\\,n^{-2/d}\\bigr)}{\\text{s.e.}}' },
    'The test allows for what the theory says itself to be inexact: corrections by the boundary ($n^{-1/d}$) and the curvature ($n^{-2/d}$) of plausible magnitude, the error of the constant, and the bounds of quantisation coefficients that are not known exactly. “Consistent”: the theory survives the test at 5 %. “Deviates”: it does not, and in which direction. At least three sizes must be large enough for the law, or the test does not apply.',
  ],
  forecast: [
    'A fit says which gap a size will have, and which size a gap takes:',
    { tex: 'n(R)=\\Bigl(\\frac CR\\Bigr)^{d/2}' },
    'for the power law; the other models are inverted numerically. The interval is that of the mean curve and holds if the model goes on as it is; it says nothing of a change of regime beyond the points.',
    'The data that a symmetry saves at a gap is the ratio of the sizes at which both curves reach it:',
    { tex: '\\frac{n_{\\text{without}}(R)}{n_{\\text{with}}(R)}' },
  ],
  training: [
    'A sweep trains each algorithm on training sets of several sizes, several times each, and measures the gap of what comes out. What is expected of them:',
    {
      list: [
        'Memoriser, nearest neighbours, analytic diffusion (the exact score of the training set’s law, closed under the group): the i.i.d. law on $\\Omega/G$.',
        'Lloyd quantisation: optimal quantisation in $n$ codewords. Winner-takes-all: the same in the number $K$ of hypotheses, with the dimension of $p(y\\mid x)$.',
        'Diffusion networks: the i.i.d. law where they memorise, on $\\Omega/G$ where they are equivariant by construction, towards it where they are trained on moved points.',
        'Flow matching, adversarial networks, autoencoders: open; that is what is measured.',
        'Analytic local diffusion (patches of the training images, at any place): below the law of $G(\\mathcal D)$, the boundary of the theory for convolutional networks.',
        'Regression and classification: the gap of their outputs beside the generalization error.',
      ],
    },
    'Of a generator, many more samples than training points are drawn and closed under the group where it is equivariant. Equal settings with equal seeds give equal numbers, in whichever batch a run falls; runs that are stored are not done again.',
    'The loss is a mean over the steps since the last record, about a hundred records a training; its unit depends on the algorithm.',
  ],
  hypotheses: [
    'The law speaks of models with $\\Omega_f=G(\\mathcal D)$. Whether a trained network is one is checked for every run:',
    {
      list: [
        'Memorised: the share of samples whose quotient distance to a training orbit is below a tenth of the mean spacing of the orbits; at least 95 % is asked.',
        'Coverage: the share of training orbits that at least one sample lands on, against the expectation for so many samples at random, $1-(1-1/n)^m$.',
        'Equivariance error: $\\mathbb E\\lVert f(gx)-g\\,f(x)\\rVert^2/\\mathbb E\\lVert f(x)\\rVert^2$ over random $g$; at most $10^{-3}$.',
        'Score error: the learned score against the exact one, relative and squared, at several levels of noise in units of the orbits’ spacing.',
        'Dimension by the learned score: FLIPD, $D+\\sigma^2(\\nabla\\cdot s_\\sigma(x)+\\lVert s_\\sigma(x)\\rVert^2)$, and the rank of the normal bundle, at training points and the same levels of noise. Near 0, or the dimension of an orbit, where the network has memorised; that of the space where it has not, and at noise that blurs the training points. It decides nothing.',
        'Dead hypotheses: how many of $K$ are nearest to no training and no test point.',
      ],
    },
    'The verdict names the hypotheses that fail. A gap that deviates from the law where they hold speaks against the theory; where they fail, it says nothing about it.',
  ],
  transport: [
    'The gap lets every point go to its nearest output, however many go there. The Wasserstein distance moves the $n$ points of one random part of the data one to one onto the $n$ of another that shares no point with it:',
    {
      tex: '\\mathbb E\\,W_2^2=\\mathbb E\\min_\\sigma\\frac1n\\sum_i\\min_{g\\in G}\\lVert y_i-g\\,z_{\\sigma(i)}\\rVert^2\\;\\ge\\;R_n',
    },
    'From $d=3$ on both fall as $n^{-2/d}$ on regular spaces; below, $W_2^2$ falls more slowly. The gap of the same pairs is shown with it. It is never larger.',
  ],
  symmetry: [
    'Data have the symmetry $G$ where points moved by random elements are distributed as before. Two tests compare points as they are with as many others, each moved: the energy distance, and how often nearest neighbours come from the same sample. p-values are by permutation, exact whatever the law, and corrected by Holm’s method for all tests on all candidates.',
    {
      tex: '1-\\frac{\\mathbb E\\lVert X-X^\\prime\\rVert}{\\mathbb E\\lVert X-gX^\\prime\\rVert},\\qquad\\tfrac12\\int\\frac{(p-q)^2}{p+q}',
    },
    'are the two measures of how far it is broken, between 0 and 1; up to 5 % it counts as nearly there. What a symmetry is worth is read off the gap curves with and without it.',
  ],
};

/** What the program rests on. */
export const helpSources: readonly string[] = [
  'Representation Gap: Explaining the Unreasonable Effectiveness of Neural Networks from a Geometric Perspective. arXiv 2605.21692. The laws are rebuilt here from its published statements and the works below, and every constant was checked against simulations.',
  'P. L. Zador: Asymptotic quantization error of continuous signals and the quantization dimension. IEEE Transactions on Information Theory 28 (1982).',
  'S. Graf, H. Luschgy: Foundations of Quantization for Probability Distributions. Springer (2000).',
  'G. Biau, L. Devroye: Lectures on the Nearest Neighbor Method. Springer (2015).',
  'M. Kamb, S. Ganguli: An analytic theory of creativity in convolutional diffusion models (2025).',
  'E. Facco, M. d’Errico, A. Rodriguez, A. Laio: Estimating the intrinsic dimension of datasets by a minimal neighborhood information. Scientific Reports 7 (2017): TwoNN.',
  'F. Denti, D. Doimo, A. Laio, A. Mira: The generalized ratios intrinsic dimension estimator. Scientific Reports 12 (2022): Gride.',
  'E. Levina, P. J. Bickel: Maximum likelihood estimation of intrinsic dimension. NIPS (2004), with the average of D. J. C. MacKay and Z. Ghahramani (2005).',
  'P. Grassberger, I. Procaccia: Measuring the strangeness of strange attractors. Physica D 9 (1983): the correlation dimension.',
  'C. Ceruti et al.: DANCo: an intrinsic dimensionality estimator exploiting angle and norm concentration. Pattern Recognition 47 (2014).',
  'J. Bac, E. M. Mirkes, A. N. Gorban, I. Tyukin, A. Zinovyev: Scikit-dimension: a Python package for intrinsic dimension estimation. Entropy 23 (2021): the benchmark manifolds.',
  'G. J. Székely, M. L. Rizzo: Testing for equal distributions in high dimension (2004): the energy distance.',
  'N. Henze, M. D. Penrose: On the multivariate runs test. Annals of Statistics 27 (1999).',
  'S. Holm: A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6 (1979).',
];
