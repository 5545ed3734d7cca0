import { isAbsolute, resolve } from 'node:path';

interface Start {
  /** As the process got them, itself first. */
  readonly argv: readonly string[];
  /** Where the application itself lies, which a developer names on the command line. */
  readonly ownPaths: readonly string[];
  readonly workingFolder: string;
  exists(path: string): boolean;
}

/** Switches whose value is an argument of its own. */
const withValue: readonly string[] = ['-r', '--require'];

/** The files that the application was started with, as whole paths. */
export function filesOfArguments({ argv, ownPaths, workingFolder, exists }: Start): string[] {
  const own = ownPaths.map((path) => resolve(workingFolder, path));
  const files: string[] = [];
  for (const [index, argument] of argv.entries()) {
    if (index === 0 || argument === '' || argument.startsWith('-') || withValue.includes(argv[index - 1] ?? ''))
      continue;
    const path = isAbsolute(argument) ? argument : resolve(workingFolder, argument);
    if (!own.includes(resolve(path)) && exists(path)) files.push(path);
  }
  return files;
}
