/** How well a text matches what was typed, and which of its letters do. */
export interface FuzzyMatch {
  /** Higher is better; of no other meaning. */
  readonly score: number;
  /** Indices into the text, ascending. */
  readonly letters: readonly number[];
}

const points = { letter: 1, afterOther: 4, wordStart: 5, textStart: 2, gap: 2, skipped: 0.02 } as const;

/**
 * Finds each word that was typed as a subsequence of the text, in any case, where its letters stand together or begin words if they can.
 * @returns undefined where a word is not in the text; a match of score 0 where nothing was typed
 */
export function fuzzyMatch(typed: string, text: string): FuzzyMatch | undefined {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  // Lower case of some letters is longer: indices would be of another text.
  const searched = lower.length === text.length ? lower : text;
  const letters = new Set<number>();
  let score = 0;
  for (const word of words) {
    const match = matchWord(word, searched);
    if (match === undefined) return undefined;
    score += match.score;
    for (const index of match.letters) letters.add(index);
  }
  return { score: score - points.skipped * (text.length - letters.size), letters: [...letters].sort((a, b) => a - b) };
}

/** The best of all ways to find the word's letters one after the other, a letter of the word at a time. */
function matchWord(word: string, text: string): FuzzyMatch | undefined {
  type Way = { readonly score: number; readonly letters: readonly number[] } | undefined;
  /** The best way to find the letters so far, with the last one at each index. */
  let ways: readonly Way[] = Array.from(text, (_, index) => startAt(word, text, index));
  for (const letter of [...word].slice(1)) {
    let best: Way;
    ways = Array.from({ length: text.length }, (_, index): Way => {
      const beside = ways[index - 1];
      const earlier = best;
      if (beside !== undefined && (best === undefined || beside.score > best.score)) best = beside;
      if (text[index] !== letter) return undefined;
      const own = points.letter + (startsWord(text, index) ? points.wordStart : 0);
      const [joined, apart] = [
        beside === undefined ? -Infinity : beside.score + points.afterOther,
        earlier === undefined ? -Infinity : earlier.score - points.gap,
      ];
      const from = joined >= apart ? beside : earlier;
      return from && { score: Math.max(joined, apart) + own, letters: [...from.letters, index] };
    });
  }
  return ways.reduce(
    (best, way) => (way !== undefined && (best === undefined || way.score > best.score) ? way : best),
    undefined,
  );
}

function startAt(word: string, text: string, index: number): FuzzyMatch | undefined {
  if (text[index] !== word[0]) return undefined;
  const start = startsWord(text, index) ? points.wordStart : 0;
  return { score: points.letter + start + (index === 0 ? points.textStart : 0), letters: [index] };
}

function startsWord(text: string, index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1] ?? '');
}
