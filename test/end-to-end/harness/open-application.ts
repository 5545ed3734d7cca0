import type { Page } from 'playwright-core';

/** The application under test, opened one way or another. */
export interface OpenApplication {
  readonly page: Page;
  /** What the page's console complained of, errors thrown in it, and violations of its policy. */
  readonly problems: readonly string[];
  /** A new folder, removed at the end; it holds the workspace, and may hold a test's files. */
  readonly folder: string;
  /** What the processes said on standard error, for failures. */
  log(): string;
  /** Process id of the engine. */
  enginePid(): number;
  /** Does something that makes the page hand out a file, and keeps the file at `path`. */
  download(act: () => Promise<void>, path: string): Promise<void>;
  close(): Promise<void>;
}

/** Collects from now on what should never be seen in the page's console. */
export async function watchForProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  const listen = (): void =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(
        `policy: ${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}:${String(event.lineNumber)}:${String(event.columnNumber)}`,
      ),
    );
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return problems;
}

/** Waits until the page has reached the engine, or says that it stands otherwise with it. */
export async function waitForEngine(page: Page, state: 'connected' | 'lost' | 'failed' = 'connected'): Promise<void> {
  await page.locator(`[role=status][data-state=${state}]`).waitFor({ timeout: 60_000 });
}
