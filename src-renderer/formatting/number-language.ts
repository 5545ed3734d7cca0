import { useStorage } from '@vueuse/core';
import { computed } from 'vue';

/** How figures are written: as the system's language does, or as one of these does. */
export type NumberLanguage = 'system' | 'en-GB' | 'de-DE' | 'fr-FR' | 'de-CH';

/** The user's choice, kept between starts. */
export const numberLanguage = useStorage<NumberLanguage>('gapscope.numbers', 'system');

export interface NumberSigns {
  readonly decimal: string;
  readonly group: string;
  readonly locale: string;
}

const plain: NumberSigns = { decimal: '.', group: ',', locale: 'en-GB' };
let inPlain = 0;

const chosen = computed<NumberSigns>(() => signsOf(numberLanguage.value));

/** The decimal sign and the language of thousands' signs, with Latin digits. */
export function signsOf(language: NumberLanguage): NumberSigns {
  const tag = language === 'system' ? (globalThis.navigator?.language ?? plain.locale) : language;
  try {
    const locale = `${new Intl.Locale(tag).baseName}-u-nu-latn`;
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
    const sign = (wanted: 'decimal' | 'group'): string =>
      parts.find(({ type }) => type === wanted)?.value ?? plain[wanted];
    return { decimal: sign('decimal'), group: sign('group'), locale };
  } catch {
    // A tag that this browser does not know.
    return plain;
  }
}

/** As figures are written now. */
export function numberSigns(): NumberSigns {
  return inPlain > 0 ? plain : chosen.value;
}

/** Writes figures with a decimal point, whatever the user reads: for files, which others read. */
export function withPlainNumbers<Result>(act: () => Result): Result {
  inPlain++;
  try {
    return act();
  } finally {
    inPlain--;
  }
}
