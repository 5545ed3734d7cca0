import { ExpectedError } from '#core/errors';

const mostLabels = 2 ** 24;
const mostCharacters = 2 ** 28;
const mostKnown = 2 ** 16;

/** Makes the labels of a data set: equal ones are kept once, and none keeps the text that it was cut from. */
export class LabelPool {
  readonly #known = new Map<string, string>();
  #count = 0;
  #characters = 0;

  constructor(private readonly name: string) {}

  /** The label of one more point. Throws 'too-large' where labels would fill the memory. */
  label(text: string): string {
    this.expect(++this.#count);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#characters += text.length;
    if (this.#characters > mostCharacters)
      throw new ExpectedError(
        'too-large',
        `${this.name}: its labels have more than ${mostCharacters} characters; take fewer rows, or another column of labels.`,
      );
    // What is cut from a text refers to all of it, but not what is decoded anew.
    const label = Buffer.from(text).toString();
    if (this.#known.size < mostKnown) this.#known.set(label, label);
    return label;
  }

  /** Throws 'too-large' where so many points cannot have labels. */
  expect(count: number): void {
    if (count > mostLabels)
      throw new ExpectedError(
        'too-large',
        `${this.name}: has labels for ${count} rows or more; at most ${mostLabels} are possible, take fewer rows.`,
      );
  }
}
