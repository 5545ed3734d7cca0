import { sweepDeclaration, type SweepDeclaration } from '#contract/sweep';
import { deflateSync, inflateSync } from 'fflate';
import { checkDeclarations, type Checked } from './sweep-draft';
import { baseName, namesOfTasks } from './task-differences';

/** More than any sweep of a form takes: a link of a few letters is not to fill the memory. */
const mostBytes = 1 << 18;

/** Sweeps as a short text for an address: what differs from the defaults, packed. */
export function encodeSweeps(declarations: readonly [SweepDeclaration, ...SweepDeclaration[]]): string {
  const [first] = declarations;
  const tasks = declarations.map(({ task }) => task);
  const initial: Partial<Record<string, unknown>> = sweepDeclaration.parse({ task: '-', sizes: [1] });
  const changed = Object.entries({
    ...first,
    name: tasks.length === 1 ? first.name : baseName(first.name, tasks),
  }).filter(([name, value]) => name !== 'task' && JSON.stringify(value) !== JSON.stringify(initial[name]));
  const text = JSON.stringify({ ...Object.fromEntries(changed), task: tasks.length === 1 ? tasks[0] : tasks });
  return toAddress(deflateSync(new TextEncoder().encode(text), { level: 9 }));
}

/** The sweeps of such a text; what is wrong with it otherwise, in one line. */
export function decodeSweeps(text: string): Checked {
  try {
    const bytes = inflateSync(fromAddress(text), { out: new Uint8Array(mostBytes) });
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof read !== 'object' || read === null || !('task' in read)) return bad();
    const { task } = read;
    if (!Array.isArray(task)) return checkDeclarations([read]);
    const tasks = task.map(String);
    const name = 'name' in read && typeof read.name === 'string' ? read.name : 'Untitled sweep';
    const names = namesOfTasks(name, tasks);
    return checkDeclarations(tasks.map((one, at) => ({ ...read, task: one, name: names[at] ?? name })));
  } catch {
    return bad();
  }
}

function bad(): Checked {
  return {
    ok: false,
    problem: { field: null, index: null, text: 'The link to a sweep is damaged or incomplete; the form is as it was.' },
  };
}

function toAddress(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromAddress(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

/** What stands for a sweep in a link that was pasted; null in any other text. */
export function sweepInLink(text: string): string | null {
  return /[?&]s=([\w-]+)\s*$/.exec(text)?.[1] ?? null;
}
