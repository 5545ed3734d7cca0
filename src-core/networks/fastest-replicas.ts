/** How many networks are best trained together, and how fast that is. */
export interface Calibration {
  readonly replicas: number;
  /** Networks times steps a second, at that number; 0 where not even one could be tried. */
  readonly perSecond: number;
}

/** Fewer networks together lose less when a worker dies, so that a little of the speed is given for them. */
const nearlyBest = 0.95;
/** The search ends after so many doublings that gained less than a twentieth. */
const vainDoublings = 2;
const gain = 1.05;

/**
 * Tries 1, 2, 4, … networks together and answers the least number that is nearly as fast as any.
 * @param most - as many are tried at most
 * @param speedOf - networks times steps a second of so many together; undefined where memory does not suffice for them
 */
export async function fastestReplicas(
  most: number,
  speedOf: (replicas: number) => Promise<number | undefined>,
): Promise<Calibration> {
  const found: Calibration[] = [];
  let best = 0;
  let vain = 0;
  for (let replicas = 1; replicas <= most; replicas *= 2) {
    const perSecond = await speedOf(replicas);
    if (perSecond === undefined) break;
    found.push({ replicas, perSecond });
    vain = perSecond < gain * best ? vain + 1 : 0;
    best = Math.max(best, perSecond);
    if (vain === vainDoublings) break;
  }
  return found.find(({ perSecond }) => perSecond >= nearlyBest * best) ?? { replicas: 1, perSecond: 0 };
}
