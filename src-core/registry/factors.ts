import { ExpectedError } from '../errors';
import { encodeValue } from './reference';

/** One factor of a product: `so2(frequencies=1,2)[0:4]`. */
export interface Factor {
  readonly id: string;
  /** The factor alone as a reference that the registries understand: `so2?frequencies=1,2`. */
  readonly reference: string;
  /** The coordinates that it acts on, from `from` to `to` (exclusive), where they are given. */
  readonly slice: { readonly from: number; readonly to: number } | undefined;
}

/**
 * Splits the text of a product into its factors: id, optional parameters in parentheses (`key=value`, joined by `;` or by `,`; a piece
 * without `=` continues the value before it, so that lists need no escape), optional slice in brackets, joined by `*`; for example
 * `so2(frequencies=1,2)[0:4]*permutation[4:8]` or `circle(radius=2)*sphere`. Parentheses nest, so that a factor may be a product itself.
 * Throws an ExpectedError('invalid-input') that quotes the piece at fault.
 */
export function parseFactors(text: string): readonly Factor[] {
  return splitOutside(text, '*').map((piece) => parseFactor(piece.trim()));
}

function parseFactor(piece: string): Factor {
  const match = /^([a-z0-9-]+)\s*(?:\((.*)\))?\s*(?:\[\s*(\d+)\s*:\s*(\d+)\s*\])?$/s.exec(piece);
  const [, id, inner, from, to] = match ?? [];
  if (id === undefined) {
    throw new ExpectedError(
      'invalid-input',
      `The factor '${piece}' is not understood; expected id, optional (key=value,…), optional [from:to].`,
    );
  }
  if (from !== undefined && Number(from) >= Number(to)) {
    throw new ExpectedError(
      'invalid-input',
      `The slice of '${piece}' is empty; expected [from:to] with from below to, and to exclusive.`,
    );
  }
  const pairs = inner === undefined || inner.trim() === '' ? [] : parsePairs(inner, piece);
  return {
    id,
    reference: pairs.length === 0 ? id : `${id}?${pairs.map(encodeValue).join('&')}`,
    slice: from === undefined ? undefined : { from: Number(from), to: Number(to) },
  };
}

function parsePairs(inner: string, piece: string): string[] {
  const pairs: string[] = [];
  for (const part of splitOutside(inner, ';')) {
    let last: string | undefined;
    for (const item of splitOutside(part, ',')) {
      if (/^\s*[A-Za-z][A-Za-z0-9]*\s*=/.test(item)) {
        if (last !== undefined) pairs.push(last);
        last = item.trim();
      } else if (last === undefined) {
        throw new ExpectedError(
          'invalid-input',
          `The factor '${piece}' has the parameter '${item.trim()}'; expected key=value.`,
        );
      } else last += `,${item.trim()}`;
    }
    if (last !== undefined) pairs.push(last);
  }
  return pairs;
}

/** Splits at a character that stands in no parentheses or brackets. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(' || character === '[') depth++;
    if (character === ')' || character === ']') depth--;
    if (depth < 0) break;
    if (character === separator && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  if (depth !== 0) throw new ExpectedError('invalid-input', `'${text}' has unbalanced parentheses or brackets.`);
  return [...parts, part];
}
