/** Samples a training point: enough that all but e^(−6) of the orbits are hit. */
const samplesPerPoint = 6;
const fewestSamples = 256;

/** How many samples are drawn of a run's model: 6 n (at least 256), but never more than the run's number of samples. */
export function sampleCount({
  samples,
  training,
}: {
  readonly samples: number;
  readonly training: { readonly count: number };
}): number {
  return Math.min(samples, Math.max(fewestSamples, samplesPerPoint * training.count));
}
