import type { Page } from '@playwright/test';
import { expect, test } from '../support/demo-studio';
import {
  listenForSilence,
  tapLoudspeakers,
  untilRendered,
  WORK_TIMEOUT_MS,
} from '../support/studio';

/** A page that is left has left its last work unfinished, however quick the machine was with it. */
async function leaveUnfinished(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    let note: string | null = null;
    Storage.prototype.setItem = function (key, value) {
      if (key === 'segue.unfinished') note = value;
      setItem.call(this, key, value);
    };
    window.addEventListener('pagehide', () => {
      if (note) setItem.call(localStorage, 'segue.unfinished', note);
    });
  });
}

test('the remix is compared with its songs and with another candidate while it plays', async ({
  page,
}) => {
  await tapLoudspeakers(page);
  await leaveUnfinished(page);
  await page.goto('/remix');
  await page.getByRole('region', { name: 'Your remixes' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Play the remix' }).click();
  const transport = page.getByRole('group', { name: 'Transport' });
  const loudness = transport.getByText(/^-\d+\.\d LUFS$/);
  await expect(loudness).toBeVisible({ timeout: WORK_TIMEOUT_MS });

  const original = transport.getByRole('button', { name: /^B Original: / });
  await original.click();
  await expect(original).toHaveAttribute('aria-pressed', 'true');
  await expect(original).toHaveAttribute('aria-busy', 'false', { timeout: WORK_TIMEOUT_MS });
  const listened = await listenForSilence(page);
  const heardFor = (seconds: number) =>
    expect.poll(async () => (await listened()).heardSeconds).toBeGreaterThan(seconds);
  await heardFor(0.5);
  expect((await listened()).longestSilenceSeconds, 'the song is heard').toBeLessThan(0.2);
  await page.keyboard.press('r');
  await expect(transport.getByRole('button', { name: 'R Remix' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await page.keyboard.press('l');
  await expect(transport.getByRole('button', { name: 'Go round in this part' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(transport.getByRole('button', { name: 'Pause the remix' })).toBeVisible();

  // Another candidate goes on for this one in the same bars, and is then what is heard.
  const candidate = page.getByRole('button', { name: /^Candidate 2/ });
  await candidate.click();
  await expect(candidate).toHaveAttribute('aria-pressed', 'true');
  await expect(transport.getByRole('button', { name: 'Pause the remix' })).toBeVisible();
  // It is heard before it is rendered, and its render goes on for it.
  await expect(page.getByRole('button', { name: 'Solo vocals' })).toBeDisabled();
  await expect(loudness).toBeVisible();
  await untilRendered(page);
  await expect(page.getByRole('button', { name: 'Solo vocals' })).toBeEnabled();
  await expect(transport.getByRole('button', { name: 'Pause the remix' })).toBeVisible();
  await expect(loudness).toBeVisible();

  // A page that ends in mid-render leaves nothing half made behind, and the next one makes it.
  const third = page.getByRole('button', { name: /^Candidate 3/ });
  await third.click();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('it was being made when the page was closed')).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });
  await expect(third).toHaveAttribute('aria-pressed', 'true');
});
