import { createSilence } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { mixFile, testSongs } from './support/songs';
import { dropFiles, expect, songRow, test, WORK_TIMEOUT_MS } from './support/studio';

const TEXT = new TextEncoder().encode('This is not music.\n'.repeat(200));

test('each bad file gets a sentence, and the song that is there stays', async ({ page }) => {
  const song = mixFile(testSongs().house);
  await page.goto('/');
  await dropFiles(page, [song]);
  await expect(songRow(page, 'Night Bus')).toBeVisible({ timeout: WORK_TIMEOUT_MS });

  await dropFiles(page, [
    { name: 'letter.mp3', bytes: TEXT },
    { name: 'nothing.wav', bytes: new Uint8Array() },
    { name: 'half.wav', bytes: song.bytes.subarray(0, song.bytes.length / 2) },
    { name: 'quiet.wav', bytes: encodeWav(createSilence(44100 * 15), { bitDepth: 16 }) },
    { name: 'short.wav', bytes: encodeWav(createSilence(44100 * 2), { bitDepth: 16 }) },
    { name: 'Night Bus again.wav', bytes: song.bytes },
  ]);
  const messages = page.getByRole('region', { name: 'Messages' });
  for (const sentence of [
    /letter\.mp3.* not/i,
    /nothing.*empty/i,
    /half.*(cut off|incomplete|of)/i,
    /quiet.*silent/i,
    /short.*2\.0 s/i,
    /already in your library/i,
  ]) {
    await expect(messages.getByText(sentence)).toBeVisible({ timeout: WORK_TIMEOUT_MS });
  }
  await expect(songRow(page, 'Night Bus')).toBeVisible();
});

test('two hundred files at once are refused with a sentence', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Add songs' })).toBeVisible();
  await dropFiles(
    page,
    Array.from({ length: 200 }, (_, i) => ({ name: `take ${i}.wav`, bytes: TEXT })),
  );
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(/200/);
  await expect(page.getByRole('list', { name: 'Songs' })).toHaveCount(0);
});

test('a song on its way in can be cancelled, and nothing of it is left', async ({ page }) => {
  await page.goto('/');
  await dropFiles(page, [mixFile(testSongs().sung)]);
  await page.getByRole('button', { name: 'Cancel Copper Rain' }).click();
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Two songs');
});
