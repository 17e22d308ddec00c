/** What a song sounds like once it has been an MP3. Encoding is ffmpeg's, for measuring only. */
import { spawnSync } from 'node:child_process';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { SegueError } from '@/lib/base/errors';

const BITRATE = '128k';

/** Whether there is an encoder on this machine. */
export function hasMp3Encoder(): boolean {
  const { status, stdout } = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], {
    encoding: 'utf8',
  });
  return status === 0 && stdout.includes('libmp3lame');
}

/** @throws SegueError `internal` where the encoder fails */
export async function throughMp3(mix: Pcm): Promise<Pcm> {
  const { status, stdout, stderr } = spawnSync(
    'ffmpeg',
    ['-hide_banner', '-loglevel', 'error', '-i', '-', '-b:a', BITRATE, '-f', 'mp3', '-'],
    { input: encodeWav(mix, { bitDepth: 16 }), maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new SegueError('internal', `ffmpeg could not encode: ${stderr}`);
  const { pcm } = await decodeAudio(stdout, 'round-trip.mp3');
  return pcm;
}
