import { readFile } from 'node:fs/promises';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { measureLoudness } from '@/lib/audio/loudness';
import { mixFile, stemFiles, testSongs } from './support/songs';
import {
  dropFiles,
  expect,
  openRemix,
  songRow,
  tapLoudspeakers,
  test,
  untilRendered,
  WORK_TIMEOUT_MS,
} from './support/studio';

test('two dropped songs and a sentence become a remix that is played, kept and downloaded', async ({
  page,
}) => {
  const loudestSample = await tapLoudspeakers(page);
  const { sung, house } = testSongs();
  await page.goto('/');
  await dropFiles(page, [mixFile(sung), ...stemFiles(house)]);
  await expect(songRow(page, 'Copper Rain')).toBeVisible({ timeout: WORK_TIMEOUT_MS });
  await expect(songRow(page, 'Night Bus')).toBeVisible({ timeout: WORK_TIMEOUT_MS });
  await expect(songRow(page, 'Night Bus')).toContainText(`${Math.round(house.truth.tempoBpm)} BPM`);

  await page.getByRole('navigation').getByRole('link', { name: 'Remix' }).click();
  await page.getByLabel('What should the remix be?').fill('build slowly to a big drop');
  await expect(page.getByText('Understood')).toBeVisible();
  await page.getByRole('button', { name: 'Make the remix' }).click();
  await expect(openRemix(page)).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });

  await page.getByRole('button', { name: 'Play the remix' }).click();
  await expect.poll(loudestSample, { timeout: 30_000 }).toBeGreaterThan(0.01);
  await page.getByRole('button', { name: 'Pause the remix' }).click();
  await untilRendered(page);
  const name = await openRemix(page).getByRole('heading').first().innerText();
  expect(name).toMatch(/Copper Rain x Night Bus|Night Bus x Copper Rain/);

  await page.goto('/remix');
  await page.reload();
  await page.getByRole('region', { name: 'Your remixes' }).getByRole('link').first().click();
  await expect(openRemix(page)).toContainText(name);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download WAV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`${name}.wav`);
  const file = await decodeAudio(await readFile(await download.path()), 'remix.wav');
  const { integratedLufs, maxTruePeakDbtp } = measureLoudness(file.pcm);
  const seconds = file.pcm.channels[0].length / file.pcm.sampleRateHz;
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThanOrEqual(120);
  expect(Math.abs(integratedLufs + 12)).toBeLessThanOrEqual(0.5);
  expect(maxTruePeakDbtp).toBeLessThanOrEqual(-1);
});
