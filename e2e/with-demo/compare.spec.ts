import { expect, test } from '../support/demo-studio';
import { tapLoudspeakers, WORK_TIMEOUT_MS } from '../support/studio';

test('the remix is compared with its songs and with another candidate while it plays', async ({
  page,
}) => {
  const loudestSample = await tapLoudspeakers(page);
  await page.goto('/remix');
  await page.getByRole('region', { name: 'Your remixes' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Play the remix' }).click();
  const transport = page.getByRole('group', { name: 'Transport' });
  const loudness = transport.getByText(/^-\d+\.\d LUFS$/);
  await expect(loudness).toBeVisible({ timeout: WORK_TIMEOUT_MS });

  const original = transport.getByRole('button', { name: /^Original B: / });
  await original.click();
  await expect(original).toHaveAttribute('aria-pressed', 'true');
  await expect(original).toHaveAttribute('aria-busy', 'false', { timeout: WORK_TIMEOUT_MS });
  await expect.poll(loudestSample).toBeGreaterThan(0.01);
  await page.keyboard.press('r');
  await expect(transport.getByRole('button', { name: 'Remix', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await page.keyboard.press('l');
  await expect(transport.getByRole('button', { name: 'Play on after this part' })).toBeVisible();
  await expect(transport.getByRole('button', { name: 'Pause the remix' })).toBeVisible();
  await page.keyboard.press('l');

  // Another candidate goes on for this one while it plays, and is then what is heard.
  const candidate = page.getByRole('button', { name: /^Candidate 2/ });
  await candidate.click();
  await expect(candidate).toHaveAttribute('aria-pressed', 'true', { timeout: WORK_TIMEOUT_MS });
  await expect(transport.getByRole('button', { name: 'Pause the remix' })).toBeVisible();
  await expect(loudness).toBeVisible();
  await expect.poll(loudestSample).toBeGreaterThan(0.01);

  // A page that ends in mid-render leaves nothing half made behind, and the next one makes it.
  const third = page.getByRole('button', { name: /^Candidate 3/ });
  await third.click();
  await expect(third).toContainText('%');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('it was being made when the page was closed')).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });
  await expect(third).toHaveAttribute('aria-pressed', 'true');
});
