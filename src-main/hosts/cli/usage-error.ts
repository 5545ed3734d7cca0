/** An option or argument is wrong; one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A whole number of an option, or a UsageError that names the option. */
export function wholeNumber(option: string, minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < minimum)
      throw new UsageError(`${option} ${text}: expected a whole number of at least ${String(minimum)}.`);
    return value;
  };
}

/** A number above 0 of an option. */
export function positiveNumber(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value > 0 && value < Infinity))
      throw new UsageError(`${option} ${text}: expected a number above 0.`);
    return value;
  };
}

/** One of a few words. */
export function oneOf<const Word extends string>(what: string, words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`${what} '${text}': expected one of ${words.join(', ')}.`);
  return found;
}
