/** Milliseconds of a picture of the window after which the drawings that still wait are left for the next one. */
const longest = 8;

const waiting = new Set<() => void>();
let frame = 0;

/**
 * Draws before the next picture of the window, once however often it is asked for until then. Where many charts are to be drawn at once they take turns over several
 * pictures, so that none of them holds the window up for long.
 */
export function drawInTurn(draw: () => void): void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(drawWaiting);
}

/** Takes back what was asked for. */
export function neverDraw(draw: () => void): void {
  waiting.delete(draw);
}

function drawWaiting(): void {
  frame = 0;
  const began = performance.now();
  for (const draw of waiting) {
    waiting.delete(draw);
    if (waiting.size > 0 && frame === 0) frame = requestAnimationFrame(drawWaiting);
    draw();
    if (performance.now() - began > longest) return;
  }
}
