import type { Page } from '@playwright/test';
import { zipFile } from '@/lib/stems/testing/zip-file';
import { seriousFindings } from './support/accessibility';
import { clicks } from './support/songs';
import { dropFiles, expect, songRow, test, WORK_TIMEOUT_MS } from './support/studio';

/** Names in the folder of songs whose files are kept until they are in the library. */
function keptSongs(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const kept: string[] = [];
    try {
      const folder = await root.getDirectoryHandle('incoming');
      for await (const entry of folder.values()) {
        if (entry.kind !== 'directory') continue;
        await (entry as FileSystemDirectoryHandle).getFileHandle('manifest');
        kept.push(entry.name);
      }
    } catch {
      // Not there yet, or not complete.
    }
    return kept;
  });
}

test('a zip of many stems is asked about, summed by name, and corrected by hand', async ({
  page,
}) => {
  const names = ['Kick', 'Snare', 'Sub', 'Vox', 'Thing'];
  const zip = zipFile(
    names.map((name, i) => ({ path: `Glass/${name}.wav`, bytes: clicks(i, 60 * 2 ** i) })),
  );
  await page.goto('/');
  await dropFiles(page, [{ name: 'Glass.zip', bytes: zip }]);
  const dialog = page.getByRole('dialog', { name: 'Stems of Glass' });
  const add = dialog.getByRole('button', { name: 'Add song' });
  await expect(add).toBeFocused();
  await expect(dialog.getByLabel('Kick.wav')).toHaveValue('drums');
  await expect(dialog.getByLabel('Snare.wav')).toHaveValue('drums');
  await expect(dialog.getByLabel('Thing.wav')).toHaveValue('mix');
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByLabel('Thing.wav').selectOption('Other');
  await dialog.getByLabel('Snare.wav').selectOption('Full mix');
  await dialog.getByLabel('Kick.wav').selectOption('Full mix');
  await expect(dialog.getByRole('status')).toContainText('Only one file can be the mix');
  await expect(add).toBeDisabled();
  await dialog.getByLabel('Snare.wav').selectOption('Drums');
  await dialog.getByLabel('Kick.wav').selectOption('Drums');
  await expect(dialog.getByRole('status')).toContainText('Drums from 2 files');
  await add.press('Enter');
  await expect(songRow(page, 'Glass')).toContainText('Finished', { timeout: WORK_TIMEOUT_MS });
});

test('two tabs that add the same song at once keep it once', async ({ page, context }) => {
  const song = { name: 'Twice.wav', bytes: clicks(21, 220) };
  const other = await context.newPage();
  await Promise.all([page, other].map((tab) => tab.goto('/')));
  await Promise.all([page, other].map((tab) => dropFiles(tab, [song])));
  const inEither = (text: RegExp | string) =>
    expect
      .poll(
        async () => {
          const found = await Promise.all([page, other].map((tab) => tab.getByText(text).count()));
          return found.filter((count) => count > 0).length;
        },
        { timeout: WORK_TIMEOUT_MS },
      )
      .toBe(1);
  await inEither(/already in your library/);
  await page.reload();
  await expect(songRow(page, 'Twice')).toHaveCount(1, { timeout: WORK_TIMEOUT_MS });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});

test('a song goes on after the page was reloaded in the middle', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, [{ name: 'Half way.wav', bytes: clicks(31, 330, 30) }]);
  await expect.poll(() => keptSongs(page), { timeout: WORK_TIMEOUT_MS }).toHaveLength(1);
  await page.reload();
  await expect(songRow(page, 'Half way')).toBeVisible({ timeout: WORK_TIMEOUT_MS });
  await expect.poll(() => keptSongs(page)).toEqual([]);
});
