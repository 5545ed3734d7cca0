import { describe, expect, it } from 'vitest';
import { acceleratorText, matchesAccelerator, type KeyPress } from './accelerator';

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('matchesAccelerator', () => {
  it.each([
    ['CmdOrCtrl+K', press('k', 'KeyK', { ctrlKey: true }), true],
    ['CmdOrCtrl+K', press('K', 'KeyK', { ctrlKey: true, shiftKey: true }), false],
    ['CmdOrCtrl+K', press('k', 'KeyK'), false],
    ['CmdOrCtrl+K', press('k', 'KeyK', { ctrlKey: true, altKey: true }), false],
    ['CmdOrCtrl+Shift+P', press('P', 'KeyP', { ctrlKey: true, shiftKey: true }), true],
    // A French keyboard needs Shift for digits, and a German one has Z where others have Y.
    ['CmdOrCtrl+1', press('&', 'Digit1', { ctrlKey: true }), true],
    ['CmdOrCtrl+1', press('1', 'Numpad1', { ctrlKey: true }), true],
    ['CmdOrCtrl+Z', press('z', 'KeyY', { ctrlKey: true }), true],
    ['CmdOrCtrl+Y', press('z', 'KeyY', { ctrlKey: true }), false],
    // A Russian keyboard has no Latin letters at all.
    ['CmdOrCtrl+Z', press('я', 'KeyZ', { ctrlKey: true }), true],
    ['?', press('?', 'Slash', { shiftKey: true }), true],
    ['?', press('?', 'Slash', { shiftKey: true, ctrlKey: true }), false],
    ['CmdOrCtrl++', press('+', 'Equal', { ctrlKey: true, shiftKey: true }), true],
    ['CmdOrCtrl++', press('+', 'NumpadAdd', { ctrlKey: true }), true],
    ['CmdOrCtrl+-', press('-', 'Minus', { ctrlKey: true }), true],
    ['F11', press('F11', 'F11'), true],
  ])('%s and %o: %s', (accelerator, given, expected) => {
    expect(matchesAccelerator(given, accelerator, false)).toBe(expected);
  });

  it('takes the command key on an Apple keyboard, and not the control key', () => {
    expect(matchesAccelerator(press('k', 'KeyK', { metaKey: true }), 'CmdOrCtrl+K', true)).toBe(true);
    expect(matchesAccelerator(press('k', 'KeyK', { ctrlKey: true }), 'CmdOrCtrl+K', true)).toBe(false);
  });
});

describe('acceleratorText', () => {
  it.each([
    ['CmdOrCtrl+Shift+P', 'Ctrl+Shift+P', '⇧⌘P'],
    ['Alt+1', 'Alt+1', '⌥1'],
    ['CmdOrCtrl++', 'Ctrl++', '⌘+'],
    ['CmdOrCtrl+-', 'Ctrl+−', '⌘−'],
    ['?', '?', '?'],
  ])('%s', (accelerator, plain, apple) => {
    expect(acceleratorText(accelerator, false)).toBe(plain);
    expect(acceleratorText(accelerator, true)).toBe(apple);
  });
});
