/** A file in, files of its stems out. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWavChunks } from '@/lib/audio/wav';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import type { Separation, Separator } from '@/lib/stems/separator';
import { toTwoStems } from '@/lib/stems/two-stems';

/** Decoding is quick beside what follows. */
const DECODED_AT = 0.05;

export interface SeparatedFiles {
  report: Separation['report'];
  files: { part: string; path: string }[];
}

/**
 * Writes `vocals.wav` and so on, in 32-bit floats, into an existing folder.
 * @param name of the song, for sentences
 * @throws SegueError what decoding and separating throw
 */
export async function separateFile(
  inputPath: string,
  name: string,
  outputFolder: string,
  { separator, twoStems, ...options }: TaskOptions & { separator: Separator; twoStems: boolean },
): Promise<SeparatedFiles> {
  const { signal, onProgress } = options;
  const { pcm } = await decodeAudio(await readFile(inputPath), name, {
    signal,
    onProgress: subProgress(onProgress, 0, DECODED_AT),
  });
  const { stems, report } = await separator.separate(pcm, {
    signal,
    onProgress: subProgress(onProgress, DECODED_AT, 1),
  });
  const sounds: Record<string, Pcm> = twoStems ? { ...toTwoStems(stems) } : stems;
  const files = Object.keys(sounds).map((part) => ({
    part,
    path: join(outputFolder, `${part}.wav`),
  }));
  for (const { part, path } of files) await writeWav(path, sounds[part]);
  return { report, files };
}

async function writeWav(path: string, sound: Pcm): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const piece of encodeWavChunks(sound, { bitDepth: 32 })) await file.write(piece);
  } finally {
    await file.close();
  }
}
