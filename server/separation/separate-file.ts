/** A file in, files of its stems out. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { amplitudeToDb, dbToAmplitude } from '@/lib/audio/decibels';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { encodeFlacChunks } from '@/lib/audio/encode/flac';
import { type Pcm, scaleBy } from '@/lib/audio/pcm';
import { maxSamplePeak } from '@/lib/audio/true-peak';
import { encodeWavChunks } from '@/lib/audio/wav';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { stemQualityMeter } from '@/lib/stems/quality/stem-quality';
import type { FileReport, PartFormat, SeparationRequest } from '@/lib/stems/separation-job';
import type { Separator } from '@/lib/stems/separator';
import { toTwoStems } from '@/lib/stems/two-stems';

/** Decoding is quick beside what follows. */
const DECODED_AT = 0.05;

export interface SeparatedFiles {
  report: FileReport;
  files: { part: string; path: string }[];
}

/**
 * Writes `vocals.wav` and so on into an existing folder: WAV in 32-bit floats, or FLAC in 24 bits.
 * @param name of the song, for sentences
 * @throws SegueError what decoding and separating throw
 */
export async function separateFile(
  inputPath: string,
  name: string,
  outputFolder: string,
  {
    separator,
    twoStems,
    format,
    ...options
  }: TaskOptions & SeparationRequest & { separator: Separator },
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
    path: join(outputFolder, `${part}.${format}`),
  }));
  const stemQuality = stemQualityMeter(stems).whole();
  const gainDb = format === 'flac' ? gainToFullScaleDb(Object.values(sounds)) : 0;
  if (gainDb < 0) for (const sound of Object.values(sounds)) scaleBy(sound, dbToAmplitude(gainDb));
  for (const { part, path } of files) await writePieces(path, encoded(sounds[part], format));
  return { report: { ...report, stemQuality, gainDb }, files };
}

/** 0 where none is over full scale. */
function gainToFullScaleDb(sounds: readonly Pcm[]): number {
  const peak = Math.max(...sounds.map(maxSamplePeak));
  return peak > 1 ? -amplitudeToDb(peak) : 0;
}

function encoded(sound: Pcm, format: PartFormat): Iterable<Uint8Array> {
  return format === 'flac'
    ? encodeFlacChunks(sound, { bitDepth: 24 })
    : encodeWavChunks(sound, { bitDepth: 32 });
}

async function writePieces(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const piece of pieces) await file.write(piece);
  } finally {
    await file.close();
  }
}
