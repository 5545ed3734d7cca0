import { evaluateModel, thirdParameterRange, type FitModel } from './models';
import type { Weighting } from './weighting';

/** [a, s, e]: log C, −2/d, and the third parameter of the model. */
export type Parameters = readonly [number, number, number];

/** Where a minimisation ended. */
export interface Minimum {
  readonly parameters: Parameters;
  /** The weighted sum of squares. */
  readonly chi2: number;
  /** Whitened derivatives by the free parameters, points × free. */
  readonly jacobian: Float64Array;
  /** Which of the three parameters were free and away from their bounds. */
  readonly free: readonly number[];
}

const steepest: readonly [number, number] = [-400, 400];

/**
 * Generalised least squares of a model, by Levenberg and Marquardt's method with the third parameter held in its range.
 * @param fixed - index of the parameter that keeps its start; the model 'tied' always keeps the first
 */
export function minimise(model: FitModel, data: Weighting, start: Parameters, fixed?: 0 | 1): Minimum {
  const { parameters, state, free } = descend(model, data, start, fixed);
  return { parameters, chi2: state.chi2, jacobian: columns(state, free), free };
}

/** The same without the derivatives, for profiles. */
export function minimumOf(
  model: FitModel,
  data: Weighting,
  start: Parameters,
  fixed: 0 | 1,
): Pick<Minimum, 'parameters' | 'chi2'> {
  const { parameters, state } = descend(model, data, start, fixed);
  return { parameters, chi2: state.chi2 };
}

function descend(
  model: FitModel,
  data: Weighting,
  start: Parameters,
  fixed: 0 | 1 | undefined,
): { readonly parameters: Parameters; readonly state: State; readonly free: readonly number[] } {
  const range = thirdParameterRange(model);
  const lower = [-Infinity, steepest[0], range[0]];
  const upper = [Infinity, steepest[1], range[1]];
  const movable = [0, 1, 2].filter(
    (p) => p !== fixed && !(p === 0 && model === 'tied') && !(p === 2 && range[1] === range[0]),
  );
  let parameters = start;
  let [state, candidate] = scratchStates(data.count);
  evaluate(model, data, parameters, state);
  let damping = 1e-6;
  const step = [0, 0, 0];
  const inside = (p: number): boolean =>
    (parameters[p] as number) > (lower[p] as number) && (parameters[p] as number) < (upper[p] as number);
  for (let iteration = 0; iteration < 60; iteration++) {
    // A parameter at a bound that wants to go beyond it waits there.
    const free = movable.filter((p) => {
      if (inside(p)) return true;
      const push = product(state.derivatives[p as 0 | 1 | 2], state.residual);
      return (parameters[p] as number) <= (lower[p] as number) ? push > 0 : push < 0;
    });
    if (!dampedStep(state, free, damping, step)) break;
    const move = (p: 0 | 1 | 2): number =>
      Math.min(Math.max(parameters[p] + (step[p] as number), lower[p] as number), upper[p] as number);
    const next: Parameters = [move(0), move(1), move(2)];
    evaluate(model, data, next, candidate);
    const gain = state.chi2 - candidate.chi2;
    if (gain >= 0) {
      parameters = next;
      [state, candidate] = [candidate, state];
      damping = Math.max(damping * 0.1, 1e-12);
      if (gain <= 1e-9 * (1e-3 + state.chi2)) break;
    } else {
      damping *= 10;
      if (damping > 1e8 || gain > -1e-12 * (1e-3 + state.chi2)) break;
    }
  }
  return { parameters, state, free: movable.filter(inside) };
}

interface State {
  chi2: number;
  readonly residual: number[];
  /** Whitened derivatives of the model by a, s and e. */
  readonly derivatives: readonly [number[], number[], number[]];
}

const scratch = new Map<number, readonly [State, State]>();

/** Storage that every descent on as many points uses again: thousands of descents a second would otherwise keep the collector busy. */
function scratchStates(count: number): readonly [State, State] {
  const zeros = (): number[] => new Array<number>(count).fill(0);
  const create = (): State => ({ chi2: Infinity, residual: zeros(), derivatives: [zeros(), zeros(), zeros()] });
  let states = scratch.get(count);
  if (states === undefined) {
    states = [create(), create()];
    scratch.set(count, states);
  }
  return states;
}

const row = new Float64Array(4);

/** Residuals and derivatives at the parameters, whitened by forward substitution as they are made. */
function evaluate(model: FitModel, data: Weighting, [a, s, e]: Parameters, state: State): void {
  const { count: k, factor, logSizes, logGaps } = data;
  const reference = logSizes[0] as number;
  const { residual } = state;
  const [byA, byS, byE] = state.derivatives;
  let chi2 = 0;
  for (let i = 0; i < k; i++) {
    evaluateModel(model, logSizes[i] as number, reference, a, s, e, row);
    let r = (logGaps[i] as number) - (row[0] as number);
    let da = row[1] as number;
    let ds = row[2] as number;
    let de = row[3] as number;
    for (let j = 0, at = i * k; j < i; j++, at++) {
      const weight = factor[at] as number;
      r -= weight * (residual[j] as number);
      da -= weight * (byA[j] as number);
      ds -= weight * (byS[j] as number);
      de -= weight * (byE[j] as number);
    }
    const scale = 1 / (factor[i * k + i] as number);
    residual[i] = r * scale;
    byA[i] = da * scale;
    byS[i] = ds * scale;
    byE[i] = de * scale;
    chi2 += r * scale * (r * scale);
  }
  state.chi2 = chi2;
}

function product(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The damped Gauss–Newton step of the free parameters, 0 for the others; false where none is free. */
function dampedStep(state: State, free: readonly number[], damping: number, step: number[]): boolean {
  step.fill(0);
  const [p, q, r] = free as readonly (0 | 1 | 2)[];
  if (p === undefined) return false;
  const { residual, derivatives } = state;
  const first = derivatives[p];
  const stretch = 1 + damping;
  const pp = product(first, first) * stretch + 1e-300;
  const gp = product(first, residual);
  if (q === undefined) {
    step[p] = gp / pp;
    return true;
  }
  const second = derivatives[q];
  const pq = product(first, second) / pp;
  const qq = product(second, second) * stretch + 1e-300 - pq * pq * pp;
  const gq = product(second, residual) - pq * gp;
  if (!(qq > 0)) return true;
  if (r === undefined) {
    step[q] = gq / qq;
    step[p] = gp / pp - pq * (step[q] as number);
    return true;
  }
  // Elimination in the order p, q, r of the symmetric normal equations (LDLᵀ).
  const third = derivatives[r];
  const pr = product(first, third) / pp;
  const qr = (product(second, third) - pq * pr * pp) / qq;
  const rr = product(third, third) * stretch + 1e-300 - pr * pr * pp - qr * qr * qq;
  if (!(rr > 0)) return true;
  step[r] = (product(third, residual) - pr * gp - qr * gq) / rr;
  step[q] = gq / qq - qr * (step[r] as number);
  step[p] = gp / pp - pq * (step[q] as number) - pr * (step[r] as number);
  return true;
}

function columns(state: State, free: readonly number[]): Float64Array {
  const k = state.residual.length;
  const jacobian = new Float64Array(k * free.length);
  free.forEach((p, at) => {
    const column = state.derivatives[p as 0 | 1 | 2];
    for (let i = 0; i < k; i++) jacobian[i * free.length + at] = column[i] as number;
  });
  return jacobian;
}
