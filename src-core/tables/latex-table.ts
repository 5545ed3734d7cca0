import type { TabledFit } from './fit-record';

/** A line of the table. */
export interface TabledCurve {
  readonly label: string;
  readonly fit: TabledFit | null;
}

/**
 * Fits of curves as a LaTeX table for the package booktabs: label, model, d with its interval, C, p and the window of n. Every word of the user's is set as
 * text, whatever it holds.
 * @param caption - words above the table; none where empty
 */
export function latexTable(curves: readonly TabledCurve[], caption = ''): string {
  const levels = [...new Set(curves.flatMap(({ fit }) => (fit === null ? [] : [fit.level])))];
  const level = levels.length === 1 ? `${plainNumber((levels[0] ?? 0) * 100, 4)}\\,\\%` : 'interval';
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    ...(caption === '' ? [] : [`  \\caption{${latexText(caption)}}`]),
    '  \\begin{tabular}{llcccc}',
    '    \\toprule',
    `    Curve & Model & $d$ (${level}) & $C$ & $p$ & Window of $n$ \\\\`,
    '    \\midrule',
    ...curves.map((curve) => `    ${cellsOf(curve).join(' & ')} \\\\`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

function cellsOf({ label, fit }: TabledCurve): string[] {
  const name = latexText(label);
  if (fit === null) return [name, '--', '--', '--', '--', '--'];
  const [low, high] = fit.interval;
  const digits = digitsOf(fit.standardError);
  const end = (value: number | null, open: string): string => (value === null ? open : value.toFixed(digits));
  return [
    name,
    latexText(fit.model),
    `$${fit.dimension.toFixed(digits)}$ $[${end(low, '0')},\\, ${end(high, '\\infty')}]$`,
    `$${latexNumber(fit.constant)}$`,
    fit.pValue < 0.001 ? '$< 0.001$' : `$${fit.pValue.toFixed(3)}$`,
    `$${plainNumber(fit.window[0], 6)}$--$${plainNumber(fit.window[1], 6)}$`,
  ];
}

/** Decimals that show two digits of a standard error. */
function digitsOf(error: number): number {
  return error > 0 && Number.isFinite(error) ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(error)))) : 3;
}

function plainNumber(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** Four digits, in powers of ten where the number is very large or small. */
function latexNumber(value: number): string {
  if (!Number.isFinite(value)) return '\\infty';
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e5)) return plainNumber(value, 4);
  const [mantissa = '', exponent = ''] = value.toExponential(3).split('e');
  return `${Number(mantissa)} \\times 10^{${Number(exponent)}}`;
}

const marks: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': "''",
  '`': '\\textasciigrave{}',
  '-': '{-}',
  '[': '{[}',
  ']': '{]}',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '∞': '$\\infty$',
  Ω: '$\\Omega$',
  χ: '$\\chi$',
  σ: '$\\sigma$',
  '²': '$^2$',
  '³': '$^3$',
};

/** Words that LaTeX sets as they are: its own signs escaped, control characters and line ends as spaces. */
export function latexText(text: string): string {
  return [...text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ')].map((sign) => marks[sign] ?? sign).join('');
}
