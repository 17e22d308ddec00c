import { readFile } from 'node:fs/promises';
import { requestRecordSchema } from '@/lib/taste/log/request-log';
import { expect, test } from '../support/demo-studio';
import { WORK_TIMEOUT_MS } from '../support/studio';

test('the two best plans are heard against each other, and the log of requests tells of it', async ({
  page,
}) => {
  await page.goto('/remix');
  await page.getByRole('region', { name: 'Your remixes' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Listen to the two best and choose again' }).click();
  await expect(page.getByRole('heading', { name: 'Heard against the next best' })).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });

  await page.goto('/settings');
  const listen = page.getByLabel('Listen to the two best where they are close');
  await listen.check();
  await page.reload();
  await expect(listen).toBeChecked();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the log of requests' }).click();
  const [line] = (await readFile(await (await downloading).path(), 'utf8')).split('\n');
  const { choice, candidates } = requestRecordSchema.parse(JSON.parse(line));
  expect(choice.ear?.reasons.length).toBeGreaterThan(0);
  expect(candidates.map(({ plan }) => plan.id)).toContain(choice.ear?.chosenId);
});
