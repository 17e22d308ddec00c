/**
 * The stems that a user brings, from files to four sounds on a shelf: decoded one file after the other,
 * summed by stem, as long as their mix and in step with it.
 */
import { durationSeconds, lengthSamples, type Pcm, releasePcm, toMono } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { assertSameLength, fitted, summed } from '@/lib/stems/finished-stems';
import { quickSeparate } from '@/lib/stems/quick-separation';
import { alignToMix, LEAST_STEM_CORRELATION } from '@/lib/stems/stem-alignment';
import type { SongInput, SourceFile } from './song-input';
import type { SongShelf } from './song-shelf';

export interface FinishedParts {
  title: string;
  parts: SongInput['stems'];
  decode: (file: SourceFile) => Promise<Pcm>;
}

/** Stems whose length differs by more than this share from their mix are of another version. */
const MOST_LENGTH_DIFFERENCE = 0.1;

/**
 * Stems of a song that comes without its mix: the mix is their sum. All five end up on the shelf.
 * @throws SegueError `stems-mismatched`, and what decoding throws
 */
export async function shelveStems(
  given: FinishedParts,
  shelf: SongShelf,
  options: TaskOptions = {},
): Promise<Pcm> {
  let mix: Pcm | null = null;
  const lengths = await shelveParts(given, shelf, options, (pcm) => {
    mix = summed(mix, pcm);
  });
  const sum = mix as unknown as Pcm;
  for (const stem of STEM_NAMES) {
    if (lengths[stem] === lengthSamples(sum)) continue;
    await shelf.put(stem, fitted(await shelf.get(stem), lengthSamples(sum), 0));
  }
  await shelf.put('mix', sum);
  return sum;
}

/**
 * Stems of a song whose mix is known: as long as the mix, and moved where all of them begin earlier or later.
 * @returns what was done about it, as a sentence; null where they fitted
 * @throws SegueError `stems-mismatched` where they are of another song or version, and what decoding throws
 */
export async function shelveStemsOf(
  mix: Pcm,
  given: FinishedParts,
  shelf: SongShelf,
  options: TaskOptions = {},
): Promise<string | null> {
  const reference = toMono(mix);
  let sum: Pcm | null = null;
  const lengths = await shelveParts(given, shelf, options, (pcm) => {
    sum = summed(sum, { ...pcm, channels: [toMono(pcm)] });
  });
  const together = sum as unknown as Pcm;
  assertSameVersion(mix, together, given.title);
  const { offsetSamples, correlation } = await alignToMix(
    reference,
    together.channels[0],
    mix.sampleRateHz,
    options,
  );
  if (correlation < LEAST_STEM_CORRELATION) throw otherSong(given.title);
  for (const stem of STEM_NAMES) {
    throwIfAborted(options.signal);
    if (offsetSamples === 0 && lengths[stem] === reference.length) continue;
    await shelf.put(stem, fitted(await shelf.get(stem), reference.length, offsetSamples));
  }
  return offsetSamples === 0 ? null : movedSentence(given.title, offsetSamples / mix.sampleRateHz);
}

/** Puts the four stems on the shelf as they are. @returns their lengths in samples */
async function shelveParts(
  { parts, decode }: FinishedParts,
  shelf: SongShelf,
  { signal }: TaskOptions,
  onPart: (pcm: Pcm) => void,
): Promise<Record<StemName, number>> {
  const seconds: number[] = [];
  const sumOf = async (role: StemName | 'instrumental') => {
    let sum: Pcm | null = null;
    for (const { stem, file } of parts) {
      if (stem !== role) continue;
      const pcm = await decode(file);
      seconds.push(durationSeconds(pcm));
      assertSameLength(seconds);
      onPart(pcm);
      sum = summed(sum, pcm);
      releasePcm(pcm);
    }
    return sum as Pcm | null;
  };
  const lengths = { vocals: 0, drums: 0, bass: 0, other: 0 };
  const put = async (stem: StemName, pcm: Pcm) => {
    lengths[stem] = lengthSamples(pcm);
    await shelf.put(stem, pcm);
    if (shelf.givesCopies) releasePcm(pcm);
  };
  const instrumental = await sumOf('instrumental');
  const split = instrumental && (await quickSeparate(instrumental, { signal }));
  const silence: Pcm = {
    sampleRateHz: 44100,
    channels: [new Float32Array(0), new Float32Array(0)],
  };
  for (const stem of STEM_NAMES) {
    let pcm = await sumOf(stem);
    if (split && stem !== 'vocals') pcm = summed(pcm, split[stem]);
    // What the split takes for a voice in an instrumental belongs to the other instruments.
    if (split && stem === 'other') pcm = summed(pcm, split.vocals);
    await put(stem, pcm ?? silence);
  }
  return lengths;
}

function assertSameVersion(mix: Pcm, stems: Pcm, title: string): void {
  const [mixSeconds, stemSeconds] = [durationSeconds(mix), durationSeconds(stems)];
  if (Math.abs(mixSeconds - stemSeconds) <= MOST_LENGTH_DIFFERENCE * mixSeconds) return;
  throw new SegueError(
    'stems-mismatched',
    `The stems of "${title}" are ${stemSeconds.toFixed(0)} s long and its mix ${mixSeconds.toFixed(0)} s. Give stems and mix of the same version, or the stems alone.`,
  );
}

function otherSong(title: string): SegueError {
  return new SegueError(
    'stems-mismatched',
    `The stems of "${title}" do not sound like its mix: they are of another song or another version. Give those that belong together, or the stems alone.`,
  );
}

function movedSentence(title: string, offsetSeconds: number): string {
  const distance = `${Math.abs(offsetSeconds * 1000).toFixed(Math.abs(offsetSeconds) < 0.01 ? 1 : 0)} ms`;
  return `The stems of "${title}" began ${distance} ${offsetSeconds > 0 ? 'after' : 'before'} its mix; they were moved to fit it.`;
}
