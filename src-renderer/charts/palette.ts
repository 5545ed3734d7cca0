/** Colours that people with any colour vision tell apart (after Okabe & Ito, 2008), as dark as text needs on white, and lighter on black. */
const onLight = ['#0061a8', '#c04a00', '#007a5a', '#a8437f', '#6a4fb3', '#8a6400', '#3b3f46', '#b3261e'];
const onDark = ['#63b3ff', '#ff9a52', '#3fcfa0', '#ee8fc4', '#b7a1ff', '#e6c04a', '#c7ccd4', '#ff8a80'];
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

/** The colour of the curve with this index; the same one in every chart and table. */
export function curveColour(index: number, dark: boolean): string {
  const colours = dark ? onDark : onLight;
  return colours[index % colours.length] ?? '#888888';
}

/** The marker of the curve with this index, so that curves differ without colour too. */
export function curveSymbol(index: number): string {
  return symbols[index % symbols.length] ?? 'circle';
}
