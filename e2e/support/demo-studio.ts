/**
 * The studio in which the demo was tried: its songs are prepared and one remix is made. The demo's own test
 * leaves it behind as a browser profile, and every test that begins there gets a copy of its own.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  chromium,
  type PlaywrightTestOptions,
  type PlaywrightWorkerOptions,
} from '@playwright/test';
import { expect, test as studioTest } from './studio';

export { expect };

const DEMO_PROFILE = join('test-results', 'demo-profile');

type ProfileOptions = Pick<PlaywrightTestOptions, 'baseURL' | 'viewport'> &
  Pick<PlaywrightWorkerOptions, 'launchOptions'>;

/** For the test that tries the demo: what it does stays in the profile. */
export const demoTest = studioTest.extend({
  context: async ({ launchOptions, baseURL, viewport }, use) => {
    rmSync(DEMO_PROFILE, { recursive: true, force: true });
    await inProfile(DEMO_PROFILE, { launchOptions, baseURL, viewport }, use);
  },
});

/** For tests that begin where the demo's ended. */
export const test = studioTest.extend({
  context: async ({ launchOptions, baseURL, viewport }, use) => {
    const copy = mkdtempSync(join(tmpdir(), 'segue-profile-'));
    cpSync(DEMO_PROFILE, copy, { recursive: true });
    try {
      await inProfile(copy, { launchOptions, baseURL, viewport }, use);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
});

async function inProfile(
  folder: string,
  { launchOptions, baseURL, viewport }: ProfileOptions,
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    baseURL,
    viewport,
  });
  await use(context);
  await context.close();
}
