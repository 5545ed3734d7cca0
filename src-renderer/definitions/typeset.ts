import katex from 'katex';

/** Formulas that have been set, displayed ones and those in a line by themselves. */
const set = { displayed: new Map<string, HTMLElement>(), inLine: new Map<string, HTMLElement>() };

/** A formula as elements. Setting one takes many times as long as copying it, and the same ones are wanted again and again. */
export function typeset(tex: string, kind: keyof typeof set): Node {
  const known = set[kind].get(tex);
  if (known !== undefined) return known.cloneNode(true);
  const holder = document.createElement('span');
  katex.render(tex, holder, { displayMode: kind === 'displayed', output: 'htmlAndMathml' });
  set[kind].set(tex, holder);
  return holder.cloneNode(true);
}
