import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that put something else in a module's place, which no other test may then find loaded. */
const WITH_MOCKED_MODULES = ['components/player/stem-player.test.ts'];

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    environment: 'node',
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // A worker that keeps its modules from file to file saves a fifth of the whole time.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,components,lib,workers,server,cli,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: WITH_MOCKED_MODULES,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'unit, mocked', include: WITH_MOCKED_MODULES } },
    ],
  },
});
