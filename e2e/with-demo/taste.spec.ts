import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { requestRecordSchema } from '@/lib/taste/log/request-log';
import { expect, test } from '../support/demo-studio';
import { openRemix, untilRendered, WORK_TIMEOUT_MS } from '../support/studio';

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

test('after five failures in a row choosing by taste rests, through a reload, and the rules choose', async ({
  page,
}) => {
  await page.goto('/remix');
  await keepFailures(page, 4);
  await page.route('**/generated/models/taste-first.onnx', (route) =>
    route.fulfill({ body: 'no model' }),
  );
  await page.getByLabel('What should the remix be?').fill('straight in');
  await page.getByRole('button', { name: 'Make the remix' }).click();
  await expect(openRemix(page).getByText('The rules chose instead.')).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });

  await untilRendered(page);

  await page.goto('/settings');
  const resting = page.getByText(/Resting after 5 failures; tried again in \d+ min\./);
  await expect(resting).toBeVisible();
  await page.reload();
  await expect(resting).toBeVisible();
});

/** As if choosing had failed so often in a row on earlier visits. */
async function keepFailures(page: Page, failuresInARow: number): Promise<void> {
  await page.evaluate(
    (failures) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('segue');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('taste', 'readwrite');
          transaction
            .objectStore('taste')
            .put({ id: 'breaker', failuresInARow: failures, openUntilMs: null });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onerror = () => reject(transaction.error);
        };
      }),
    failuresInARow,
  );
}
