import { afterAll, beforeAll } from 'vitest';
import type { OpenApplication } from './open-application';

/** Opens the application before the tests of a block and closes it after them. */
export function useApplication(open: () => Promise<OpenApplication>): () => OpenApplication {
  let opened: OpenApplication | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error('The application is not open.');
    return opened;
  };
}
