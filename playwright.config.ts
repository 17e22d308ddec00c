import { defineConfig } from '@playwright/test';

const PORT = Number(process.env.SEGUE_E2E_PORT ?? 3210);

/** End-to-end tests run in a real Chromium against the built app, served as a user would have it. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.SEGUE_CHROMIUM || undefined,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  projects: [
    { name: 'demo', testMatch: 'demo.spec.ts' },
    { name: 'empty studio', testIgnore: ['demo.spec.ts', 'with-demo/**'] },
    { name: 'after the demo', testMatch: 'with-demo/**', dependencies: ['demo'] },
  ],
  webServer: {
    command: `node node_modules/next/dist/bin/next start --port ${PORT}`,
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
