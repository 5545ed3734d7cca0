import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'test/{laws,contract,migrations,agreement}/**/*.test.ts'],
    // Some laws take half a minute, and several times that on a busy machine.
    testTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
