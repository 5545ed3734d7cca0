import type { GroupAdvice } from '#contract/advice';

/** Verdicts in words, and the classes that colour them. */
export const verdictNames: Readonly<Record<GroupAdvice['verdict'], { text: string; tone: string }>> = {
  'has-it': { text: 'has it', tone: 'verdict-good' },
  nearly: { text: 'nearly', tone: 'verdict-unknown' },
  'has-not': { text: 'has not', tone: 'verdict-bad' },
  'cannot-tell': { text: 'cannot tell', tone: 'muted' },
};
