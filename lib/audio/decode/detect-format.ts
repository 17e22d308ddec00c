/** What a file is by its content; its name may say anything. */
import { findAdtsStream } from './adts-frames';
import { matchesAt, uint32be } from './byte-fields';
import { id3v2Length } from './id3-tags';
import { findMpegStream } from './mpeg-frames';

export type Container = 'mp3' | 'wav' | 'aiff' | 'flac' | 'ogg' | 'mp4' | 'adts';

export type Detected =
  /** `start`: where the container begins, after any ID3 tags before it. */
  | { kind: 'supported'; container: Container; start: number }
  /** A sound or video format that cannot be read; `name` for the user. */
  | { kind: 'unsupported'; name: string }
  | { kind: 'not-audio' };

/** Formats that people have and Segue does not read, by the bytes they begin with. */
const UNSUPPORTED: readonly { magic: string; at?: number; name: string }[] = [
  { magic: '\x30\x26\xb2\x75\x8e\x66\xcf\x11', name: 'Windows Media (WMA, WMV)' },
  { magic: '\x1a\x45\xdf\xa3', name: 'WebM or Matroska' },
  { magic: 'AVI ', at: 8, name: 'AVI video' },
  { magic: 'MThd', name: 'MIDI, which is notes and no sound,' },
  { magic: 'MAC ', name: "Monkey's Audio (APE)" },
  { magic: 'wvpk', name: 'WavPack' },
  { magic: 'MPCK', name: 'Musepack' },
  { magic: 'MP+', name: 'Musepack' },
  { magic: 'TTA1', name: 'True Audio' },
  { magic: 'DSD ', name: 'DSD' },
  { magic: 'FRM8', name: 'DSD' },
  { magic: 'caff', name: 'Core Audio Format (CAF)' },
  { magic: '#!AMR', name: 'AMR' },
  { magic: '.snd', name: 'Sun audio (AU)' },
  { magic: 'FLV\x01', name: 'Flash video' },
  { magic: '\x0b\x77', name: 'Dolby Digital (AC-3)' },
  { magic: '\x00\x00\x01\xba', name: 'MPEG video' },
];

/** First boxes of MP4 and QuickTime files; old QuickTime files have no "ftyp". */
const MP4_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/** Recognises a file. */
export function detectFormat(bytes: Uint8Array): Detected {
  const start = id3v2Length(bytes);
  const supported = (container: Container, at = start): Detected => ({
    kind: 'supported',
    container,
    start: at,
  });
  if (matchesAt(bytes, start, 'fLaC')) return supported('flac');
  if (matchesAt(bytes, start, 'OggS')) return supported('ogg');
  const isRiff = matchesAt(bytes, start, 'RIFF') || matchesAt(bytes, start, 'RF64');
  if (isRiff && matchesAt(bytes, start + 8, 'WAVE')) return supported('wav');
  const isForm = matchesAt(bytes, start, 'FORM');
  if (isForm && matchesAt(bytes, start + 8, 'AIF')) return supported('aiff');
  if (MP4_BOXES.some((box) => matchesAt(bytes, start + 4, box)) && uint32be(bytes, start) !== 0) {
    return supported('mp4');
  }
  const unsupported = UNSUPPORTED.find(({ magic, at = 0 }) => matchesAt(bytes, start + at, magic));
  if (unsupported) return { kind: 'unsupported', name: unsupported.name };
  const adts = findAdtsStream(bytes, start);
  const mpeg = findMpegStream(bytes, start);
  if (adts !== null && (mpeg === null || adts <= mpeg.start)) return supported('adts', adts);
  if (mpeg?.layer === 3) return supported('mp3', mpeg.start);
  if (mpeg)
    return { kind: 'unsupported', name: `MPEG audio layer ${mpeg.layer} (MP${mpeg.layer})` };
  return { kind: 'not-audio' };
}
