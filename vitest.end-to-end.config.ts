import { defineConfig } from 'vitest/config';

/** Drives what was built, in Chromium and in Electron. */
export default defineConfig({
  test: {
    include: ['test/end-to-end/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Each file opens windows and engines of its own; more at once would only wait for each other.
    maxWorkers: 1,
  },
});
