/** The forms in which a remix leaves the studio. */

export const EXPORT_FORMATS = [
  'wav16',
  'wav24',
  'wav32f',
  'flac',
  'mp3',
  'aac',
  'opus',
  'stems',
  'dawproject',
  'plan',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Those that a browser encodes, where it can; a terminal cannot. */
export const BROWSER_FORMATS = ['aac', 'opus'] as const satisfies readonly ExportFormat[];

/** What every browser and a terminal can write. */
export const FORMATS_EVERYWHERE = EXPORT_FORMATS.filter(
  (format) => !BROWSER_FORMATS.some((one) => one === format),
);

interface FormatInfo {
  /** For the user. */
  name: string;
  about: string;
  /** What is put behind the title, before the extension. */
  suffix: string;
  extension: string;
  mimeType: string;
}

export const FORMAT_INFO: Readonly<Record<ExportFormat, FormatInfo>> = {
  wav16: {
    name: 'WAV, 16 bit',
    about: 'Plays everywhere; dithered.',
    suffix: '',
    extension: 'wav',
    mimeType: 'audio/wav',
  },
  wav24: {
    name: 'WAV, 24 bit',
    about: 'For further work.',
    suffix: '',
    extension: 'wav',
    mimeType: 'audio/wav',
  },
  wav32f: {
    name: 'WAV, 32-bit float',
    about: 'Exactly as it was rendered.',
    suffix: '',
    extension: 'wav',
    mimeType: 'audio/wav',
  },
  flac: {
    name: 'FLAC',
    about: '24 bit without loss, with tempo, key and chapters.',
    suffix: '',
    extension: 'flac',
    mimeType: 'audio/flac',
  },
  mp3: {
    name: 'MP3',
    about: '320 kbit/s, with tempo, key and chapters.',
    suffix: '',
    extension: 'mp3',
    mimeType: 'audio/mpeg',
  },
  aac: {
    name: 'AAC',
    about: '256 kbit/s in M4A, with tempo, key and chapters.',
    suffix: '',
    extension: 'm4a',
    mimeType: 'audio/mp4',
  },
  opus: {
    name: 'Opus',
    about: '192 kbit/s, small for its sound, with tempo, key and chapters.',
    suffix: '',
    extension: 'opus',
    mimeType: 'audio/ogg',
  },
  stems: {
    name: 'Stems',
    about: 'Each stem as it stands in the mix, as WAV in one ZIP.',
    suffix: ' - stems',
    extension: 'zip',
    mimeType: 'application/zip',
  },
  dawproject: {
    name: 'DAWproject',
    about: 'Tracks, clips, levels, tempo and markers for Bitwig, Studio One, Cubase and others.',
    suffix: '',
    extension: 'dawproject',
    mimeType: 'application/zip',
  },
  plan: {
    name: 'Plan',
    about: 'What plays when and why, as JSON.',
    suffix: ' - plan',
    extension: 'json',
    mimeType: 'application/json',
  },
};

/**
 * About the most bytes that a second takes, stems over full scale being written as floats: for progress, and to
 * know what is too large to be held as one block.
 */
const BYTES_PER_SECOND: Readonly<Record<ExportFormat, number>> = {
  wav16: 176_400,
  wav24: 264_600,
  wav32f: 352_800,
  flac: 180_000,
  mp3: 40_000,
  aac: 32_000,
  opus: 24_000,
  stems: 4 * 352_800,
  dawproject: 4 * 352_800,
  plan: 0,
};

/** How large a file of a sound so long will be, about. */
export function expectedBytes(format: ExportFormat, seconds: number): number {
  return BYTES_PER_SECOND[format] * seconds;
}
