/** Colours and type of a chart. */
export interface ChartTheme {
  readonly dark: boolean;
  /** Whether it answers to the pointer. */
  readonly interactive: boolean;
  readonly background: string;
  /** What is behind it, for halos of text. */
  readonly paper: string;
  readonly text: string;
  readonly muted: string;
  readonly axis: string;
  readonly grid: string;
  readonly font: string;
  readonly fontSize: number;
  readonly lineWidth: number;
  readonly markerSize: number;
}

// Single quotes: the SVG renderer writes the family into an attribute.
const font = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif";

/** The theme of the screen. */
export function screenTheme(dark: boolean): ChartTheme {
  return {
    dark,
    interactive: true,
    background: 'transparent',
    paper: dark ? '#16181d' : '#f4f5f8',
    text: dark ? '#e6e9ee' : '#1a1e26',
    muted: dark ? '#a2abb9' : '#56606f',
    axis: dark ? '#6d7684' : '#8b93a1',
    grid: dark ? '#2b303a' : '#e6e9ee',
    font,
    fontSize: 12,
    lineWidth: 1.5,
    markerSize: 6,
  };
}

/** The theme of a small chart in a panel of the screen. */
export function panelTheme(dark: boolean): ChartTheme {
  return { ...screenTheme(dark), paper: dark ? '#1d2027' : '#ffffff', markerSize: 5 };
}

/** For print: black on white, no grid; lines and marks in proportion to the letters, whose size is in pixels. */
export function publicationTheme(fontSize: number): ChartTheme {
  return {
    dark: false,
    interactive: false,
    background: '#ffffff',
    paper: '#ffffff',
    text: '#000000',
    muted: '#222222',
    axis: '#000000',
    grid: 'transparent',
    font: "'DejaVu Sans Condensed', 'DejaVu Sans', Helvetica, Arial, sans-serif",
    fontSize,
    lineWidth: fontSize / 8,
    markerSize: fontSize * 0.42,
  };
}
