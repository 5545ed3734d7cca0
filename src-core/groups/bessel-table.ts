import { besselI0I1 } from './bessel';

/** Between nodes 1/32 apart, cubic Hermite interpolation is good to about 1e−9. */
const nodesPerUnit = 32;
const end = 30;

interface Table {
  readonly logI0: Float64Array;
  readonly ratio: Float64Array;
  /** d(I₁/I₀)/dx. */
  readonly slope: Float64Array;
}

let table: Table | undefined;

/** The last values of `lookUpBessel`; `excess` is log I₀(x) − x, which keeps its accuracy for large x. */
export const besselValues = { logI0: 0, ratio: 0, excess: 0 };

/** log I₀(x) and I₁(x)/I₀(x) for x ≥ 0 to about 1e−9, left in `besselValues`: several times faster than the series. */
export function lookUpBessel(x: number): void {
  if (x >= end) {
    // Hankel's expansions of log I₀ and of the ratio (Abramowitz & Stegun 9.7.1).
    const r = 1 / x;
    besselValues.excess =
      -0.5 * Math.log(2 * Math.PI * x) +
      r * (1 / 8 + r * (1 / 16 + r * (25 / 384 + r * (13 / 128 + r * (1073 / 5120)))));
    besselValues.logI0 = x + besselValues.excess;
    besselValues.ratio =
      1 - r * (1 / 2 + r * (1 / 8 + r * (1 / 8 + r * (25 / 128 + r * (13 / 32 + r * 1.0478515625)))));
    return;
  }
  table ??= makeTable();
  const { logI0, ratio, slope } = table;
  const place = x * nodesPerUnit;
  const k = Math.floor(place);
  const t = place - k;
  const u = 1 - t;
  const h = 1 / nodesPerUnit;
  const start = u * u * (1 + 2 * t);
  const stop = t * t * (3 - 2 * t);
  const startSlope = h * t * u * u;
  const stopSlope = -h * t * t * u;
  const [r0, r1] = [ratio[k] as number, ratio[k + 1] as number];
  besselValues.logI0 =
    start * (logI0[k] as number) + stop * (logI0[k + 1] as number) + startSlope * r0 + stopSlope * r1;
  besselValues.excess = besselValues.logI0 - x;
  besselValues.ratio =
    start * r0 + stop * r1 + startSlope * (slope[k] as number) + stopSlope * (slope[k + 1] as number);
}

function makeTable(): Table {
  const count = end * nodesPerUnit + 2;
  const made = { logI0: new Float64Array(count), ratio: new Float64Array(count), slope: new Float64Array(count) };
  for (let k = 0; k < count; k++) {
    const x = k / nodesPerUnit;
    const { logI0, ratio } = besselI0I1(x);
    made.logI0[k] = logI0;
    made.ratio[k] = ratio;
    // The Riccati equation of I₁/I₀, from I₀′ = I₁ and I₁′ = I₀ − I₁/x.
    made.slope[k] = k === 0 ? 0.5 : 1 - ratio / x - ratio * ratio;
  }
  return made;
}
