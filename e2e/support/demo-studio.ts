/**
 * A studio in which the demo's songs are prepared and one remix is made, shared by all tests of a worker:
 * what they are about begins there, and preparing it takes longer than they do.
 */
import { type BrowserContext, test as base } from '@playwright/test';
import { expect, expectNothingForbidden, WORK_TIMEOUT_MS, watchPage } from './studio';

export { expect };

export const test = base.extend<object, { demoStudio: BrowserContext }>({
  demoStudio: [
    async ({ browser }, use, { project }) => {
      const { baseURL, viewport } = project.use;
      const context = await browser.newContext({ baseURL, viewport, acceptDownloads: true });
      const page = await context.newPage();
      await page.goto('/');
      await page.getByRole('button', { name: 'Try the demo' }).click();
      await expect(page.getByLabel('What should the remix be?')).toBeVisible({
        timeout: WORK_TIMEOUT_MS,
      });
      await page.getByRole('button', { name: 'Make the remix' }).click();
      await expect(page.getByRole('button', { name: 'Play the remix' })).toBeVisible({
        timeout: WORK_TIMEOUT_MS,
      });
      await page.close();
      await use(context);
      await context.close();
    },
    { scope: 'worker', timeout: 2 * WORK_TIMEOUT_MS },
  ],
  page: async ({ demoStudio, baseURL }, use) => {
    const page = await demoStudio.newPage();
    const watch = watchPage(page, baseURL ?? '');
    await use(page);
    expectNothingForbidden(watch);
    await page.close();
  },
});
