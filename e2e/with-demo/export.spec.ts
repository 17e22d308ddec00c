import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { readDawProject } from '@/lib/studio/export/read-dawproject';
import { expect, test } from '../support/demo-studio';
import { WORK_TIMEOUT_MS } from '../support/studio';

async function openFormats(page: Page): Promise<void> {
  // Without the browser's own window for a place the file is a download, which a test can read.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto('/remix');
  await page.getByRole('region', { name: 'Your remixes' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'More formats' }).click();
}

async function exported(page: Page, format: string) {
  const downloading = page.waitForEvent('download', { timeout: WORK_TIMEOUT_MS });
  await page.getByRole('dialog').getByRole('button', { name: format }).click();
  const download = await downloading;
  return {
    name: download.suggestedFilename(),
    bytes: new Uint8Array(await readFile(await download.path())),
  };
}

test('a remix leaves as MP3 and Opus with its name in it, and as a project with tracks and markers', async ({
  page,
}) => {
  await openFormats(page);
  const mp3 = await exported(page, 'MP3');
  expect(mp3.name).toMatch(/ x .* BPM.*\.mp3$/);
  const song = await decodeAudio(mp3.bytes, mp3.name);
  expect(song.title).toMatch(/ x /);
  expect(song.pcm.channels[0].length / song.pcm.sampleRateHz).toBeGreaterThan(30);

  // AAC is offered where the browser has an encoder for it, and only there.
  const hasAac = await page.evaluate(async () => {
    const config = { codec: 'mp4a.40.2', sampleRate: 44100, numberOfChannels: 2, bitrate: 256000 };
    return (await AudioEncoder.isConfigSupported(config)).supported === true;
  });
  await expect(page.getByRole('dialog').getByRole('button', { name: 'AAC' })).toHaveCount(
    hasAac ? 1 : 0,
  );
  const opus = await exported(page, 'Opus');
  expect(opus.name).toMatch(/\.opus$/);
  const small = await decodeAudio(opus.bytes, opus.name);
  expect(small.title).toBe(song.title);
  const secondsOf = ({ pcm }: typeof song) => pcm.channels[0].length / pcm.sampleRateHz;
  expect(Math.abs(secondsOf(small) - secondsOf(song))).toBeLessThan(0.1);

  const daw = await exported(page, 'DAWproject');
  expect(daw.name).toMatch(/\.dawproject$/);
  const project = await readDawProject(daw.bytes);
  expect(project.tracks.map(({ name }) => name)).toContain('drums');
  expect(project.markers.length).toBeGreaterThan(2);
});
