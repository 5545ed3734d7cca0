/** Inputs that hold no text. */
const otherInputs: readonly string[] = ['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'file', 'color'];

/** Whether text is typed into an element. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !otherInputs.includes(target.type) && !target.readOnly;
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Whether single keys mean something to an element: it takes text, a choice by its first letter, or a place on a scale. */
export function takesKeys(target: EventTarget | null): boolean {
  if (isTextField(target) || target instanceof HTMLSelectElement) return true;
  const isRange = target instanceof HTMLInputElement && target.type === 'range';
  return isRange || (target instanceof HTMLElement && ['slider', 'spinbutton', 'combobox'].includes(target.role ?? ''));
}
