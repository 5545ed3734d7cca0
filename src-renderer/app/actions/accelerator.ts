/** A key press, as far as shortcuts go. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

interface Parts {
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

function partsOf(accelerator: string): Parts {
  // The key itself may be a plus.
  const names = accelerator.split(/\+(?!$)/);
  const key = names.at(-1) ?? '';
  return { command: names.includes('CmdOrCtrl'), alt: names.includes('Alt'), shift: names.includes('Shift'), key };
}

/**
 * Whether a key press is what an accelerator names.
 * @param accelerator - as Electron writes it, of `CmdOrCtrl`, `Alt`, `Shift` and one key
 * @param apple - whether the command key stands for Ctrl
 */
export function matchesAccelerator(press: KeyPress, accelerator: string, apple: boolean): boolean {
  const { command, alt, shift, key } = partsOf(accelerator);
  const [held, other] = apple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (held !== command || other || press.altKey !== alt) return false;
  // Which of these need Shift depends on the keyboard.
  if (/^[^A-Za-z0-9]$/.test(key)) return press.key === key;
  return press.shiftKey === shift && nameOf(press) === key;
}

/** The key's name in an accelerator: by its place for letters and digits, which Shift and Alt turn into other signs. */
function nameOf({ key, code }: KeyPress): string {
  const placed = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1];
  if (placed !== undefined && /^\d$/.test(placed)) return placed;
  // Letters by what the keyboard's language has there.
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return placed ?? key;
}

const appleSigns: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Alt: '⌥', Shift: '⇧' };

/** The accelerator as people read it: Ctrl+Shift+P, or ⇧⌘P on an Apple keyboard. */
export function acceleratorText(accelerator: string, apple: boolean): string {
  const { command, alt, shift, key } = partsOf(accelerator);
  const name = key === '-' ? '−' : key;
  const held = [...(alt ? ['Alt'] : []), ...(shift ? ['Shift'] : [])];
  if (apple) return [...held, ...(command ? ['CmdOrCtrl'] : [])].map((one) => appleSigns[one] ?? one).join('') + name;
  return [...(command ? ['Ctrl'] : []), ...held, name].join('+');
}
