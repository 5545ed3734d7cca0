/** What the formulas of the help and of the definitions are set in. */
const fonts = [
  'italic 1em KaTeX_Math',
  ...['Main', 'AMS', 'Caligraphic', 'SansSerif', 'Size1', 'Size2', 'Size3'].map((name) => `1em KaTeX_${name}`),
];

/** Loads the fonts of formulas: a view would be laid out once more for each that comes while it is shown. */
export function loadFormulaFonts(): Promise<unknown> {
  return Promise.all(fonts.map((font) => document.fonts.load(font)));
}
