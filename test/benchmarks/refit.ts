/**
 * What a drag of the fit's window costs: 20 curves of 12 sizes × 8 replicates fitted anew at each step, as the window does it. Prints a Markdown row a model, with the median and
 * the 95th percentile of a step in milliseconds. `npx tsx test/benchmarks/refit.ts [steps]`
 */
import { curveFromReplicates } from '#core/fitting/gap-curve';
import { fitCurve } from '#core/fitting/fit-curve';
import { fitModels } from '#core/fitting/models';
import { randomStream } from '#core/mathematics/random-stream';

const sizes = [16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024, 2048];
const curveCount = 20;
const replicates = 8;
const constant = 5;

const curves = Array.from({ length: curveCount }, (_, at) => {
  const random = randomStream(['refit', at]);
  const gaps = sizes.map((n) =>
    Array.from({ length: replicates }, () => constant * n ** -0.7 * Math.exp(0.08 * random.normal())),
  );
  return curveFromReplicates(sizes, gaps);
});

/** Windows in the order in which two handles pass them. */
const windows = Array.from({ length: 5 }, (_, from) => from).flatMap((from) =>
  Array.from({ length: 4 }, (_, to): [number, number] => [sizes[from] ?? 16, sizes.at(-1 - to) ?? 2048]),
);

const steps = Number(process.argv[2] ?? 200);
if (!(Number.isInteger(steps) && steps > 0)) throw new Error('The number of steps must be a whole number above 0.');

console.log(`| ${String(curveCount)} curves fitted anew | median, ms | 95th percentile, ms |`);
console.log('|---|---|---|');
for (const model of fitModels) {
  const times: number[] = [];
  // The first round warms up.
  for (let step = -windows.length; step < steps; step++) {
    const window = windows.at(step % windows.length) ?? [16, 2048];
    const start = performance.now();
    // The curve that is looked at with all other models, the others by the chosen one alone.
    curves.forEach((curve, at) => fitCurve(curve, { model, window, constant, compare: at === 0, quick: at !== 0 }));
    if (step >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const quantile = (share: number): string => (times[Math.min(steps - 1, Math.floor(share * steps))] ?? NaN).toFixed(2);
  console.log(`| ${model} | ${quantile(0.5)} | ${quantile(0.95)} |`);
}
