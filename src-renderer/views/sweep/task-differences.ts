import { parseReference, type Reference } from '#core/registry/reference';

/** By which values each of several tasks differs from the others: `dimension = 2`; all empty where there is one. */
export function taskDifferences(tasks: readonly string[]): readonly string[] {
  if (tasks.length < 2) return tasks.map(() => '');
  const references = tasks.map(read);
  const names = [...new Set(references.flatMap(({ parameters }) => Object.keys(parameters)))].filter(
    (name) => new Set(references.map(({ parameters }) => parameters[name])).size > 1,
  );
  return references.map(({ id, parameters }) => {
    const said = names.map((name) => `${name} = ${parameters[name] ?? 'default'}`).join(', ');
    return said === '' ? id : said;
  });
}

/** A name for the sweep of each of several tasks. */
export function namesOfTasks(base: string, tasks: readonly string[]): readonly string[] {
  return taskDifferences(tasks).map((difference) => (difference === '' ? base : `${base}, ${difference}`));
}

/** The name that the sweeps of several tasks have in common, which the first of them goes on from. */
export function baseName(first: string, tasks: readonly string[]): string {
  const ending = `, ${taskDifferences(tasks)[0] ?? ''}`;
  return first.endsWith(ending) ? first.slice(0, -ending.length) : first;
}

function read(task: string): Reference {
  try {
    return parseReference(task);
  } catch {
    // Still being typed.
    return { id: task, parameters: {} };
  }
}
