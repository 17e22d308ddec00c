import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';
import { clicks } from './support/songs';
import { dropFiles, expect, songRow, test, WORK_TIMEOUT_MS } from './support/studio';

const TEXT = new TextEncoder().encode('This is not music.\n'.repeat(200));

/** Noise: sound without a beat. */
function rain(): Pcm {
  const random = createRandom(3);
  const noise = createSilence(44100 * 12);
  for (const channel of noise.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] = 0.1 * random.normal();
  }
  return noise;
}

test('each bad file gets a sentence, and the song that is there stays', async ({ page }) => {
  const song = { name: 'Night Bus.wav', bytes: clicks(41, 180) };
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
    { name: 'rain.wav', bytes: encodeWav(rain(), { bitDepth: 16 }) },
  ]);
  const messages = page.getByRole('region', { name: 'Messages' });
  for (const sentence of [
    /letter\.mp3.* not/i,
    /nothing.*empty/i,
    /half.*(cut off|incomplete|of)/i,
    /quiet.*silent/i,
    /short.*2\.0 s/i,
    /already in your library/i,
    /No steady beat was found in "rain"/,
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
  await dropFiles(page, [{ name: 'Copper Rain.wav', bytes: clicks(42, 260, 120) }]);
  await page.getByRole('button', { name: 'Cancel Copper Rain' }).click();
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Two songs');
});
