interface Explained {
  readonly title: string;
  readonly text: string;
}

/** Terms in whose title or explanation all words occur, in any case; in the order of their titles’ letters. */
export function foundTerms<Item extends Explained>(terms: readonly Item[], words: string): readonly Item[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return terms
    .filter(({ title, text }) => wanted.every((word) => `${title} ${text}`.toLowerCase().includes(word)))
    .sort((a, b) => lettersOf(a.title).localeCompare(lettersOf(b.title), 'en'));
}

/** Without what stands before the first letter: “95 % interval” is under i. */
function lettersOf(title: string): string {
  return title.replace(/^[^\p{L}]+/u, '');
}
