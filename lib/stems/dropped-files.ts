/**
 * Which songs a heap of files stands for: full songs, and songs that come as finished stems, told by
 * the files' names and folders. Where in doubt a file is a full song of its own.
 */
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import {
  type NameReading,
  readStemName,
  type StemRole,
  songKey,
  tidyTitle,
} from './stem-vocabulary';

export interface DroppedFile {
  /** With its folders, as far as they are known. */
  path: string;
  sizeBytes: number;
  /** Where it is known otherwise than by its name: all files of its folder with a role are one song. */
  role?: StemRole;
}

export interface GroupedSong {
  title: string;
  mixPath: string | null;
  /** Empty for a full song; several files may make up one stem. */
  stemPaths: { path: string; stem: StemName | 'instrumental' }[];
  /** Sound that came with the stems and is not used. */
  leftOutPaths: string[];
}

export interface DroppedSongs {
  /** In the order in which their first files came. */
  songs: GroupedSong[];
  /** Files that are no sound by their name, and sound that is already contained in other stems. */
  ignoredPaths: string[];
}

/** More than a song's multitrack has; beyond it somebody has dropped a music library. */
export const MAX_DROPPED_FILES = 50;

/** Names of sound files, those included that cannot be decoded: for them the decoder has a sentence. */
const AUDIO_EXTENSION =
  /\.(mp3|wav|wave|flac|ogg|oga|opus|m4a|mp4|aac|aif|aiff|aifc|wma|caf|alac|webm)$/i;

/** Folders that hold a song's stems without naming the song. */
const STEM_FOLDER = /^(audio|multi[-_ ]?tracks?|(all )?stems?|tracks?|wavs?)([-_ (].*)?$/i;

/** So many different stems make a song; the missing one is silent, as the voice in an instrumental. */
const NEEDED_STEMS = 3;

interface NamedFile extends DroppedFile {
  folder: string;
  name: string;
}

interface RoleFile extends NamedFile {
  reading: NameReading;
}

/**
 * Groups files into songs.
 * @throws SegueError `too-many-files` above {@link MAX_DROPPED_FILES} sound files
 */
export function groupDroppedFiles(files: readonly DroppedFile[]): DroppedSongs {
  const named = files.map(nameFile);
  const audio = named.filter(isAudio);
  if (audio.length > MAX_DROPPED_FILES) {
    throw new SegueError(
      'too-many-files',
      `That were ${audio.length} sound files at once; at most ${MAX_DROPPED_FILES} can be taken. Drop two songs, or the stems of one song.`,
    );
  }
  const ignoredPaths = named.filter((file) => !isAudio(file)).map(({ path }) => path);
  const songs: GroupedSong[] = [];
  for (const folderFiles of groupBy(audio, ({ folder }) => folder).values()) {
    if (folderFiles.every(({ role }) => role)) {
      songs.push(knownSong(folderFiles));
      continue;
    }
    for (const group of stemGroups(folderFiles)) {
      songs.push(assembleSong(group, ignoredPaths));
    }
  }
  const taken = new Set([...ignoredPaths, ...songs.flatMap(pathsOf)]);
  for (const file of audio) {
    if (taken.has(file.path)) continue;
    songs.push({
      title: tidyTitle(file.name) || file.name,
      mixPath: file.path,
      stemPaths: [],
      leftOutPaths: [],
    });
  }
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const first = (song: GroupedSong) => Math.min(...pathsOf(song).map((path) => order.get(path)!));
  songs.sort((one, other) => first(one) - first(other));
  return { songs, ignoredPaths };
}

/** A song whose files have said what they are. */
function knownSong(files: NamedFile[]): GroupedSong {
  const stemPaths: GroupedSong['stemPaths'] = [];
  let mixPath: string | null = null;
  for (const { path, role } of files) {
    if (role === 'mix') mixPath ??= path;
    else if (role) stemPaths.push({ path, stem: role });
  }
  const title = tidyTitle(files[0].folder.split('/').at(-1) ?? '') || 'Untitled';
  return { title, mixPath, stemPaths, leftOutPaths: [] };
}

interface StemGroup {
  title: string;
  stems: RoleFile[];
  mixes: NamedFile[];
}

/** The complete sets of stems in one folder. */
function stemGroups(files: NamedFile[]): StemGroup[] {
  const byWhich = (['last', 'first'] as const).map((which) => groupsByTitle(files, which));
  const [last, first] = byWhich.map((groups) => groups.flatMap(({ stems }) => stems).length);
  const groups = first > last ? byWhich[1] : byWhich[0];
  if (groups.length > 1 || files[0].folder === '') return groups;
  const whole = wholeFolder(files);
  return whole ? [whole] : groups;
}

/** Sets whose names are alike but for the words for the stem: "Song (Vocals)", "Song_drums". */
function groupsByTitle(files: NamedFile[], which: 'first' | 'last'): StemGroup[] {
  const roleFiles: RoleFile[] = [];
  const plainFiles: NamedFile[] = [];
  for (const file of files) {
    const reading = readStemName(file.name, which);
    if (reading) roleFiles.push({ ...file, reading });
    else plainFiles.push(file);
  }
  const groups: StemGroup[] = [];
  for (const [key, members] of groupBy(roleFiles, ({ reading }) => reading.key)) {
    const stems = members.filter(({ reading }) => reading.role !== 'mix');
    if (!isComplete(stems)) continue;
    const mixes = [
      ...members.filter(({ reading }) => reading.role === 'mix'),
      ...plainFiles.filter(({ name }) => songKey(name) === key),
    ];
    const folderName = members[0].folder.split('/').at(-1) ?? '';
    const title = key === '' ? tidyTitle(folderName) : stems[0].reading.title;
    groups.push({ title: title || 'Untitled', stems, mixes });
  }
  return groups;
}

/** A folder in which every file is a stem, but for one that is then the mix. */
function wholeFolder(files: NamedFile[]): StemGroup | null {
  const stems: RoleFile[] = [];
  const mixes: NamedFile[] = [];
  for (const file of files) {
    const reading = readStemName(file.name, 'last');
    if (reading && reading.role !== 'mix') stems.push({ ...file, reading });
    else mixes.push(file);
  }
  if (mixes.length > 1 || !isComplete(stems)) return null;
  return { title: tidyTitle(files[0].folder.split('/').at(-1)!) || 'Untitled', stems, mixes };
}

function isComplete(stems: RoleFile[]): boolean {
  const roles = new Set(stems.map(({ reading }) => reading.role));
  if (roles.has('vocals') && roles.has('instrumental')) return true;
  return (
    STEM_NAMES.filter((name) => roles.has(name) || isInstrumentalAs(name, roles)).length >=
    NEEDED_STEMS
  );
}

/** Beside drums or bass, "instrumental" means the rest of the instruments. */
function isInstrumentalAs(name: StemName, roles: ReadonlySet<string>): boolean {
  return name === 'other' && roles.has('instrumental');
}

function assembleSong({ title, stems, mixes }: StemGroup, ignoredPaths: string[]): GroupedSong {
  const roles = new Set(stems.map(({ reading }) => reading.role));
  const isPair = !roles.has('drums') && !roles.has('bass') && !roles.has('other');
  const stemPaths: GroupedSong['stemPaths'] = [];
  const leftOutPaths: string[] = [];
  for (const { path, reading } of stems) {
    const role = reading.role as StemName | 'instrumental';
    if (role !== 'instrumental' || isPair) stemPaths.push({ path, stem: role });
    else if (!roles.has('other')) stemPaths.push({ path, stem: 'other' });
    else leftOutPaths.push(path);
  }
  const [mix, ...spare] = [...mixes].sort((one, other) => other.sizeBytes - one.sizeBytes);
  leftOutPaths.push(...spare.map(({ path }) => path));
  ignoredPaths.push(...leftOutPaths);
  return { title, mixPath: mix?.path ?? null, stemPaths, leftOutPaths };
}

function nameFile(file: DroppedFile): NamedFile {
  const parts = file.path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  const base = parts.pop() ?? '';
  if (parts.length > 0 && STEM_FOLDER.test(parts.at(-1)!)) parts.pop();
  return { ...file, folder: parts.join('/'), name: base.replace(/\.[^.]*$/, '') };
}

function isAudio({ path, role }: DroppedFile): boolean {
  if (role) return true;
  const base = path.split(/[\\/]/).at(-1)!;
  return AUDIO_EXTENSION.test(base) && !base.startsWith('.');
}

function pathsOf(song: GroupedSong): string[] {
  const stems = song.stemPaths.map(({ path }) => path);
  return song.mixPath === null ? stems : [song.mixPath, ...stems];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
