/** Stems that a user already has: telling them by their names, and making four of however many. */
import { createSilence, lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import type { TaskOptions } from '@/lib/base/progress';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { quickSeparate } from './quick-separation';
import type { Stems } from './stems';

export {
  type DroppedFile,
  type DroppedSongs,
  type GroupedSong,
  groupDroppedFiles,
} from './dropped-files';

/** The sound of one file of a set. */
export interface StemPart<Role extends string = StemName> {
  stem: Role;
  pcm: Pcm;
}

/** Longest difference between the stems of one song, as a share of the longest. */
const MAX_LENGTH_DIFFERENCE = 0.1;

/**
 * Four stems from parts of any number: parts of one stem are summed, shorter ones padded at their end,
 * mono ones put in the middle, and a stem without parts is silent.
 * @throws SegueError `stems-incomplete` without parts, `stems-mismatched` where their rates or lengths
 * (by more than 10 %) do not fit together
 */
export function combineStems(parts: readonly StemPart[]): Stems {
  assertMatching(parts.map(({ pcm }) => pcm));
  const length = Math.max(...parts.map(({ pcm }) => lengthSamples(pcm)));
  const channels = Math.max(...parts.map(({ pcm }) => pcm.channels.length));
  const { sampleRateHz } = parts[0].pcm;
  const stemOf = (name: StemName) => {
    const sum = createSilence(length, channels, sampleRateHz);
    for (const { stem, pcm } of parts) if (stem === name) addInto(sum, pcm);
    return sum;
  };
  return mapStems(stemOf);
}

/**
 * Four stems from the two halves of a song. The instrumental is split into drums, bass and other;
 * what the split takes for a voice in it belongs to `other`.
 * @throws SegueError `stems-mismatched` as {@link combineStems}, `aborted`
 */
export async function stemsFromAcapellaAndInstrumental(
  acapella: Pcm,
  instrumental: Pcm,
  options: TaskOptions = {},
): Promise<Stems> {
  assertMatching([acapella, instrumental]);
  const split = await quickSeparate(instrumental, options);
  return combineStems([
    { stem: 'vocals', pcm: acapella },
    { stem: 'drums', pcm: split.drums },
    { stem: 'bass', pcm: split.bass },
    { stem: 'other', pcm: split.other },
    { stem: 'other', pcm: split.vocals },
  ]);
}

/** Four stems from whatever {@link groupDroppedFiles} has found for one song. */
export async function stemsFromParts(
  parts: readonly StemPart<StemName | 'instrumental'>[],
  options: TaskOptions = {},
): Promise<Stems> {
  const named: StemPart[] = [];
  const instrumental: StemPart[] = [];
  for (const { stem, pcm } of parts) {
    if (stem === 'instrumental') instrumental.push({ stem: 'other', pcm });
    else named.push({ stem, pcm });
  }
  if (instrumental.length === 0) return combineStems(named);
  return stemsFromAcapellaAndInstrumental(
    combineStems(named).vocals,
    combineStems(instrumental).other,
    options,
  );
}

/** The mix that the stems sum to, as long as the longest of them. */
export function mixFromStems(stems: Stems): Pcm {
  const all = STEM_NAMES.map((name) => stems[name]);
  const length = Math.max(...all.map(lengthSamples));
  const channels = Math.max(...all.map((pcm) => pcm.channels.length));
  const mix = createSilence(length, channels, all[0].sampleRateHz);
  for (const stem of all) addInto(mix, stem);
  return mix;
}

function assertMatching(sounds: readonly Pcm[]): void {
  if (sounds.length === 0) {
    throw new SegueError(
      'stems-incomplete',
      'There are no stems here. Give files named vocals, drums, bass and other, or a full song.',
    );
  }
  if (new Set(sounds.map(({ sampleRateHz }) => sampleRateHz)).size > 1) {
    throw new SegueError(
      'stems-mismatched',
      'The stems have different sample rates. Export them all at one rate.',
    );
  }
  const seconds = sounds.map((pcm) => lengthSamples(pcm) / pcm.sampleRateHz);
  const longest = Math.max(...seconds);
  const shortest = Math.min(...seconds);
  if (longest - shortest > MAX_LENGTH_DIFFERENCE * longest) {
    throw new SegueError(
      'stems-mismatched',
      `The stems are between ${shortest.toFixed(1)} s and ${longest.toFixed(1)} s long, so they are not of one song. Export them all from the song's start to its end.`,
    );
  }
}

/** Adds a sound from the start on; a mono one to every channel. */
function addInto(sum: Pcm, part: Pcm): void {
  sum.channels.forEach((channel, c) => {
    const source = part.channels[Math.min(c, part.channels.length - 1)];
    for (let i = 0; i < source.length; i++) channel[i] += source[i];
  });
}

function mapStems(make: (name: StemName) => Pcm): Stems {
  return { vocals: make('vocals'), drums: make('drums'), bass: make('bass'), other: make('other') };
}
