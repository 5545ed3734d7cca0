/** Sizes written with commas or spaces between; null where something else is among them. */
export function parseSizeList(text: string): number[] | null {
  const sizes = text
    .split(/[,\s]+/)
    .filter((piece) => piece !== '')
    .map(Number);
  return sizes.every((n) => Number.isInteger(n) && n >= 1) ? sizes : null;
}
