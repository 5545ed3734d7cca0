/** Where the two panels of a gap chart stand, in pixels. */
export interface GapLayout {
  readonly left: number;
  readonly right: number;
  readonly gapTop: number;
  readonly gapHeight: number;
  readonly localTop: number;
  readonly localHeight: number;
}

/** The gap above, the local dimension below on the same n. */
export function gapLayout(height: number, legendRows: number, fontSize: number): GapLayout {
  const line = fontSize * 1.6;
  const gapTop = 10 + legendRows * line;
  const between = 14;
  const bottom = Math.round(fontSize * 3.6);
  const room = Math.max(80, height - gapTop - between - bottom);
  const localHeight = Math.max(50, Math.round(room * 0.3));
  const gapHeight = room - localHeight;
  return {
    left: Math.round(fontSize * 5.4),
    right: 16,
    gapTop,
    gapHeight,
    localTop: gapTop + gapHeight + between,
    localHeight,
  };
}
