import type { ElectronApplication } from 'playwright-core';

/** What the shell asked the system for. */
export interface AskedDialog {
  readonly defaultPath?: string;
  readonly properties?: readonly string[];
  readonly filters?: readonly { readonly name: string; readonly extensions: readonly string[] }[];
}

/**
 * Answers the system's next dialogs for files, which no test can see, as a user does who chooses this path; null is Cancel.
 * @returns what was asked for since
 */
export async function answerDialogs(
  electron: ElectronApplication,
  path: string | null,
): Promise<() => Promise<readonly AskedDialog[]>> {
  await electron.evaluate(({ dialog }, chosen) => {
    const asked: unknown[] = [];
    Reflect.set(globalThis, 'gapscopeDialogs', asked);
    const canceled = chosen === null;
    Reflect.set(dialog, 'showOpenDialog', (_window: unknown, options: unknown) => {
      asked.push(options);
      return Promise.resolve({ canceled, filePaths: canceled ? [] : [chosen] });
    });
    Reflect.set(dialog, 'showSaveDialog', (_window: unknown, options: unknown) => {
      asked.push(options);
      return Promise.resolve({ canceled, filePath: canceled ? undefined : chosen });
    });
  }, path);
  return () => electron.evaluate((): AskedDialog[] => Reflect.get(globalThis, 'gapscopeDialogs'));
}
