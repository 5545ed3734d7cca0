/** Colours that people with any colour vision tell apart (after Okabe & Ito, 2008), as dark as text needs on white, and lighter on black. */
const onLight = ['#0061a8', '#c04a00', '#007a5a', '#a8437f', '#6a4fb3', '#8a6400', '#3b3f46', '#b3261e'];
const onDark = ['#63b3ff', '#ff9a52', '#3fcfa0', '#ee8fc4', '#b7a1ff', '#e6c04a', '#c7ccd4', '#ff8a80'];
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

/** The colour of the curve with this index; the same one in every chart and table. */
export function curveColour(index: number, dark: boolean): string {
  const colours = dark ? onDark : onLight;
  return colours[index % colours.length] ?? '#888888';
}

/** The colour that a curve is drawn in: its own, or nearly transparent beside one that stands out. */
export function curveInk(curve: { readonly index: number; readonly pale?: boolean }, dark: boolean): string {
  return `${curveColour(curve.index, dark)}${curve.pale === true ? '40' : ''}`;
}

/** The marker of the curve with this index, so that curves differ without colour too. */
export function curveSymbol(index: number): string {
  // One further with each round of the colours, so that no two of 64 curves look the same.
  return symbols[(index + Math.floor(index / onLight.length)) % symbols.length] ?? 'circle';
}
