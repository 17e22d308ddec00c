/** How corpus songs are built: a form for each family of genres, stretched to a length in bars. */
import type { Genre, Part, SectionSpec } from './song-spec';

/** A section with its share of the song. */
interface FormSection extends Omit<SectionSpec, 'bars'> {
  share: number;
}

const RHYTHM: readonly Part[] = ['drums', 'bass'];
const BAND: readonly Part[] = [...RHYTHM, 'chords'];
const ALL: readonly Part[] = [...BAND, 'pad', 'arp'];

const section = (
  label: FormSection['label'],
  share: number,
  parts: readonly Part[],
  energy: number,
  transposeSemitones?: number,
): FormSection => ({ label, share, parts, energy, transposeSemitones });

/** Forms by name; `lead` stands for whoever has the tune, a voice or an instrument. */
const FORMS = {
  song: [
    section('intro', 1, ['pad', 'arp'], 0.2),
    section('verse', 2, [...BAND, 'lead'], 0.5),
    section('chorus', 2, [...ALL, 'lead'], 1),
    section('verse', 2, [...BAND, 'arp', 'lead'], 0.55),
    section('bridge', 1, ['pad', 'chords', 'lead'], 0.3),
    section('chorus', 2, [...ALL, 'lead'], 1),
  ],
  'song-with-build': [
    section('intro', 1, ['chords', 'percussion'], 0.3),
    section('verse', 2, [...RHYTHM, 'pad', 'lead'], 0.5),
    section('build', 1, ['drums', 'pad', 'arp', 'lead'], 0.6),
    section('chorus', 2, [...ALL, 'lead'], 1),
    section('breakdown', 1, ['pad', 'lead'], 0.2),
    section('chorus', 2, [...ALL, 'lead'], 1),
    section('outro', 1, ['pad', 'percussion'], 0.3),
  ],
  club: [
    section('intro', 2, ['kick', 'percussion'], 0.4),
    section('verse', 2, [...BAND, 'lead'], 0.65),
    section('breakdown', 2, ['pad', 'arp', 'lead'], 0.25),
    section('build', 1, ['drums', 'pad', 'arp'], 0.6),
    section('drop', 4, [...ALL, 'lead'], 1),
    section('outro', 1, ['kick', 'percussion', 'bass'], 0.4),
  ],
  beat: [
    section('intro', 1, ['chords'], 0.3),
    section('verse', 3, [...BAND, 'lead'], 0.62),
    section('chorus', 2, [...BAND, 'pad', 'arp', 'lead'], 0.9),
    section('breakdown', 1, ['chords', 'bass'], 0.3),
    section('verse', 2, [...BAND, 'lead'], 0.65),
    section('outro', 1, ['chords', 'percussion'], 0.3),
  ],
  groove: [
    section('intro', 1, ['percussion', 'bass'], 0.4),
    section('verse', 2, [...BAND, 'lead'], 0.62),
    section('chorus', 2, [...ALL, 'lead'], 0.95),
    section('bridge', 1, ['percussion', 'chords', 'pad'], 0.4),
    section('chorus', 2, [...ALL, 'lead'], 0.95),
  ],
  'quiet-start': [
    section('intro', 2, ['pad'], 0.05),
    section('verse', 2, ['chords', 'bass', 'percussion', 'lead'], 0.4),
    section('chorus', 3, [...ALL, 'lead'], 0.95),
    section('outro', 1, ['pad', 'chords'], 0.2),
  ],
  drift: [
    section('intro', 2, ['pad'], 0.1),
    section('verse', 3, ['pad', 'arp', 'bass', 'drums'], 0.35),
    section('chorus', 3, ['pad', 'arp', 'bass', 'drums', 'chords', 'lead'], 0.65),
    section('outro', 1, ['pad', 'chords'], 0.2),
  ],
  'stop-and-go': [
    section('intro', 1, BAND, 0.65),
    section('verse', 2, [...BAND, 'lead'], 0.65),
    section('breakdown', 1, [], 0),
    section('chorus', 3, [...ALL, 'lead'], 1),
  ],
  'key-change': [
    section('verse', 2, [...BAND, 'lead'], 0.5),
    section('chorus', 2, [...ALL, 'lead'], 0.9),
    section('bridge', 1, ['pad', 'chords'], 0.3),
    section('chorus', 1, [...ALL, 'lead'], 1, 2),
  ],
} as const satisfies Record<string, readonly FormSection[]>;
export type FormName = keyof typeof FORMS;

/** The forms that a genre is likely to have. */
export const GENRE_FORMS: Record<Genre, readonly FormName[]> = {
  pop: ['song', 'song-with-build'],
  house: ['club'],
  techno: ['club'],
  trance: ['club', 'song-with-build'],
  edm: ['song-with-build', 'club'],
  rock: ['song', 'groove'],
  'hip-hop': ['beat'],
  trap: ['beat', 'song-with-build'],
  'lo-fi': ['beat', 'quiet-start'],
  rnb: ['song', 'quiet-start'],
  reggae: ['groove'],
  reggaeton: ['beat', 'groove'],
  afrobeats: ['groove', 'song'],
  amapiano: ['groove', 'quiet-start'],
  funk: ['groove'],
  'uk-garage': ['club', 'groove'],
  grime: ['beat'],
  'jersey-club': ['song-with-build', 'groove'],
  'drum-and-bass': ['club', 'song-with-build'],
  hardcore: ['club'],
  dubstep: ['song-with-build'],
  ambient: ['drift'],
  jazz: ['groove'],
  folk: ['song', 'quiet-start'],
};

/**
 * A form in bars: every section a multiple of four (two in slow songs), as near as that allows to
 * the length asked for.
 */
export function formSections(name: FormName, bars: number, tune: 'voice' | 'lead'): SectionSpec[] {
  const form: readonly FormSection[] = FORMS[name];
  const shares = form.reduce((sum, { share }) => sum + share, 0);
  const unit = bars / shares >= 3.5 ? 4 : 2;
  return form.map(({ share, parts, ...rest }) => ({
    ...rest,
    bars: Math.max(unit, Math.round((bars * share) / shares / unit) * unit),
    parts: parts.map((part) => (part === 'lead' ? tune : part)),
  }));
}
