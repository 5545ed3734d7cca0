/** What the header of a NumPy array says, before its meaning is looked at. */
export interface NpyDictionary {
  /** NumPy's code of the type, such as `<f8`; undefined for records with named fields. */
  readonly description: string | undefined;
  readonly fortranOrder: boolean;
  /** Whole numbers as they are written. */
  readonly shape: readonly string[];
}

/** Python's tokens, as far as such a header has them. Each alternative starts differently, so no text is looked at twice. */
const token = /'([^'\\]*)'|"([^"\\]*)"|(True|False)\b|(-?(?:0|[1-9]\d*))L?(?![\w.])|([{}()[\]:,])/y;

interface Token {
  readonly kind: 'text' | 'truth' | 'number' | 'sign' | 'end';
  readonly text: string;
}

const end: Token = { kind: 'end', text: '' };

/**
 * Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (5, 3), }`, its keys in any order, in time proportional to its length and
 * without evaluating anything; undefined where the text is anything else.
 */
export function parseNpyDictionary(text: string): NpyDictionary | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  let next = 0;
  const peek = (): Token => tokens[next] ?? end;
  /** Takes the next token where it is of this kind (and text). */
  const take = (kind: Token['kind'], wanted?: string): string | undefined => {
    const { kind: found, text: content } = peek();
    if (found !== kind || (wanted !== undefined && content !== wanted)) return undefined;
    next++;
    return content;
  };
  /** A tuple of whole numbers: `()`, `(3,)`, `(3, 4)`, `(3, 4,)`. */
  const tuple = (): string[] | undefined => {
    if (take('sign', '(') === undefined) return undefined;
    const numbers: string[] = [];
    let commas = 0;
    for (let number = take('number'); number !== undefined; number = take('number')) {
      numbers.push(number);
      if (take('sign', ',') === undefined) break;
      commas++;
    }
    // A number in brackets is no tuple.
    return take('sign', ')') === undefined || (numbers.length === 1 && commas === 0) ? undefined : numbers;
  };
  /** Passes over a list, whatever it holds. */
  const list = (): boolean => {
    if (peek().text !== '[' || peek().kind !== 'sign') return false;
    let depth = 0;
    do {
      const { kind, text: content } = peek();
      if (kind === 'end') return false;
      if (kind === 'sign' && '[('.includes(content)) depth++;
      if (kind === 'sign' && '])'.includes(content)) depth--;
      next++;
    } while (depth > 0);
    return true;
  };

  const found: { description?: string | undefined; order?: string; shape?: string[] } = {};
  if (take('sign', '{') === undefined) return undefined;
  while (peek().kind === 'text') {
    const key = take('text');
    if (take('sign', ':') === undefined) return undefined;
    if (key === 'descr' && !('description' in found)) {
      found.description = take('text');
      if (found.description === undefined && !list()) return undefined;
    } else if (key === 'fortran_order' && found.order === undefined) {
      const order = take('truth');
      if (order === undefined) return undefined;
      found.order = order;
    } else if (key === 'shape' && found.shape === undefined) {
      const shape = tuple();
      if (shape === undefined) return undefined;
      found.shape = shape;
    } else return undefined;
    if (take('sign', ',') === undefined) break;
  }
  if (take('sign', '}') === undefined || peek().kind !== 'end') return undefined;
  if (!('description' in found) || found.order === undefined || found.shape === undefined) return undefined;
  return { description: found.description, fortranOrder: found.order === 'True', shape: found.shape };
}

/** Undefined where something else than a token stands between the spaces. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (' \t\n\r\f'.includes(text[at] ?? 'end')) at++;
    if (at >= text.length) return tokens;
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return undefined;
    at = token.lastIndex;
    const [, single, double, truth, number, sign] = match;
    if (truth !== undefined) tokens.push({ kind: 'truth', text: truth });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'text', text: single ?? double ?? '' });
  }
}
