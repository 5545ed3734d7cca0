/** The frequency of the k-th of n coefficients: −n/2 < f < n/2, and 0 for n/2 itself. */
export function shiftFrequency(k: number, n: number): number {
  if (2 * k === n) return 0;
  return 2 * k < n ? k : k - n;
}

/** e^{i f θ} for the frequencies f of n coefficients, θ = 2π shift / n. */
export function fillPhases(re: Float64Array, im: Float64Array, n: number, shift: number): void {
  const theta = (2 * Math.PI * shift) / n;
  const stepRe = Math.cos(theta);
  const stepIm = Math.sin(theta);
  let waveRe = 1;
  let waveIm = 0;
  re[0] = 1;
  im[0] = 0;
  for (let k = 1; 2 * k < n; k++) {
    const next = waveRe * stepRe - waveIm * stepIm;
    waveIm = waveRe * stepIm + waveIm * stepRe;
    waveRe = next;
    re[k] = waveRe;
    im[k] = waveIm;
    re[n - k] = waveRe;
    im[n - k] = -waveIm;
  }
  if (n % 2 === 0) {
    re[n / 2] = 1;
    im[n / 2] = 0;
  }
}
