import { expectAccessible } from './support/accessibility';
import { expect, demoTest as test } from './support/demo-studio';
import { openRemix, tapLoudspeakers, untilRendered, WORK_TIMEOUT_MS } from './support/studio';

test('the demo gives a remix with no file at hand, by keyboard alone', async ({ page }) => {
  const loudestSample = await tapLoudspeakers(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const demo = page.getByRole('button', { name: 'Try the demo' });
  for (let presses = 0; presses < 20; presses++) {
    if (await demo.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(demo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expectAccessible(page, 'songs on their way in');

  await expect(page.getByLabel('What should the remix be?')).toHaveValue(/big drop/, {
    timeout: WORK_TIMEOUT_MS,
  });
  await expectAccessible(page, 'remix page before the remix');
  await page.getByLabel('What should the remix be?').focus();
  await page.keyboard.press('Enter');
  const remix = openRemix(page);
  await expect(remix).toBeVisible({ timeout: WORK_TIMEOUT_MS });

  await page.getByRole('heading', { name: 'Remix', exact: true }).click();
  await page.keyboard.press('Space');
  await expect.poll(loudestSample, { timeout: 30_000 }).toBeGreaterThan(0.01);
  await untilRendered(page);
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: /solo vocals/i })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play the remix' })).toBeVisible();
});
