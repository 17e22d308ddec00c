import { expect, test } from '../support/demo-studio';
import { listenForSilence, tapLoudspeakers } from '../support/studio';

test('original and stems change places while a song plays, without a gap', async ({ page }) => {
  const loudestSample = await tapLoudspeakers(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Nightline', exact: true }).click();
  await page.getByRole('button', { name: /^Play/ }).click();
  await expect.poll(loudestSample, { timeout: 30_000 }).toBeGreaterThan(0.01);
  const listened = await listenForSilence(page);

  const stems = page.getByRole('button', { name: 'Stems', exact: true });
  const heardFor = async (seconds: number) => {
    const before = (await listened()).heardSeconds;
    await expect
      .poll(async () => (await listened()).heardSeconds - before)
      .toBeGreaterThan(seconds);
  };
  await heardFor(0.1);
  await page.keyboard.press('o');
  await expect(stems).toHaveAttribute('aria-pressed', 'true');
  // The stems are fetched when they are first chosen.
  await expect(stems).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
  await heardFor(0.5);
  await page.getByRole('button', { name: 'Original', exact: true }).click();
  await expect(stems).toHaveAttribute('aria-pressed', 'false');
  await heardFor(0.5);
  await stems.click();
  await heardFor(0.5);
  expect((await listened()).longestSilenceSeconds).toBeLessThan(0.02);

  await page.getByRole('button', { name: /^Pause/ }).click();
  const silence = async () => (await listened()).longestSilenceSeconds;
  await expect.poll(silence, { message: 'a pause is noticed' }).toBeGreaterThan(0.2);
});
