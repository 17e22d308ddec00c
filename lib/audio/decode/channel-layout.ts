/** Which loudspeaker each channel of a file feeds, and how all of them fold into stereo. */

type Speaker = 'FL' | 'FR' | 'FC' | 'LFE' | 'BL' | 'BR' | 'FLC' | 'FRC' | 'BC' | 'SL' | 'SR';

/** Gains of one source channel into left and right. */
export type StereoGains = readonly [left: number, right: number];

const MINUS_3_DB = Math.SQRT1_2;

/**
 * Downmix by ITU-R BS.775-3 Table 2: centre and surrounds at -3 dB, the effects channel left out. It is
 * not scaled down: the front keeps its level, and samples beyond 1 are allowed until the limiter.
 */
const SPEAKER_GAINS: Record<Speaker, StereoGains> = {
  FL: [1, 0],
  FR: [0, 1],
  FC: [MINUS_3_DB, MINUS_3_DB],
  LFE: [0, 0],
  BL: [MINUS_3_DB, 0],
  BR: [0, MINUS_3_DB],
  FLC: [MINUS_3_DB, 0],
  FRC: [0, MINUS_3_DB],
  BC: [0.5, 0.5],
  SL: [MINUS_3_DB, 0],
  SR: [0, MINUS_3_DB],
};

/** Order of the channels by their number in WAV, FLAC (RFC 9639 §9.1.3) and what the AAC decoder returns. */
const WAV_ORDER: readonly (readonly Speaker[])[] = [
  ['FC'],
  ['FL', 'FR'],
  ['FL', 'FR', 'FC'],
  ['FL', 'FR', 'BL', 'BR'],
  ['FL', 'FR', 'FC', 'BL', 'BR'],
  ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'],
  ['FL', 'FR', 'FC', 'LFE', 'BC', 'SL', 'SR'],
  ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'SL', 'SR'],
];

/** Order in Vorbis (Vorbis I §4.3.9) and Opus (RFC 7845 §5.1.1.2). */
const VORBIS_ORDER: readonly (readonly Speaker[])[] = [
  ['FC'],
  ['FL', 'FR'],
  ['FL', 'FC', 'FR'],
  ['FL', 'FR', 'BL', 'BR'],
  ['FL', 'FC', 'FR', 'BL', 'BR'],
  ['FL', 'FC', 'FR', 'BL', 'BR', 'LFE'],
  ['FL', 'FC', 'FR', 'SL', 'SR', 'BC', 'LFE'],
  ['FL', 'FC', 'FR', 'SL', 'SR', 'BL', 'BR', 'LFE'],
];

/** Bits 0 to 10 of dwChannelMask (Microsoft, WAVEFORMATEXTENSIBLE). */
const MASK_ORDER: readonly Speaker[] = [
  'FL',
  'FR',
  'FC',
  'LFE',
  'BL',
  'BR',
  'FLC',
  'FRC',
  'BC',
  'SL',
  'SR',
];

export type ChannelOrder = 'wav' | 'vorbis';

/** Most channels that a layout is known for. */
export const MAX_CHANNELS = WAV_ORDER.length;

/**
 * Gains into stereo for each of the channels.
 * @param mask a WAV file's dwChannelMask; used where it names as many loudspeakers as there are channels
 */
export function stereoGains(channels: number, order: ChannelOrder, mask = 0): StereoGains[] {
  if (channels === 1) return [[1, 1]];
  const named = MASK_ORDER.filter((_, bit) => (mask >> bit) & 1);
  const table = order === 'wav' ? WAV_ORDER : VORBIS_ORDER;
  const speakers = named.length === channels ? named : table[channels - 1];
  return (speakers ?? []).map((speaker) => SPEAKER_GAINS[speaker]);
}
