/** Songs in the store: their records and their sounds. A song is there once its record is there. */
import { hasSteadyBeat } from '@/lib/analysis/assert-remixable';
import { applyCorrections } from '@/lib/analysis/corrections/apply-corrections';
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { type BandOverview, peakOverview } from '@/lib/audio/waveform-overview';
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { StemEngine, Stems } from '@/lib/stems/stems';
import { type AudioFiles, MIX_PART, type SongPart } from './audio-files';
import { changeOne, type ReadRecords, readAll, readOne } from './read-records';
import type { RecordTables } from './record-tables';
import {
  SONG_RECORD_VERSION,
  type SongDetails,
  type SongDetailsRecord,
  type SongSummary,
  songDetailsSchema,
  songSummarySchema,
} from './song-record-schema';
import { FIRST_STEMS, folderAfter, SongSounds } from './song-sounds';
import { openSoundInParts, type SoundInParts } from './sound-in-parts';
import { withStorageErrors } from './storage-errors';

/** A prepared song without its sounds, with what its picture needs. */
export interface NewSong {
  id: string;
  title: string;
  artist: string | null;
  /** As the user's file was called. */
  fileName?: string | null;
  durationSeconds: number;
  stemEngine: StemEngine;
  analysis: SongAnalysis;
  overview: BandOverview;
  stemOverviews: Record<StemName, Uint8Array>;
}

/** A prepared song with its sounds. */
export interface StorableSong extends Omit<NewSong, 'durationSeconds' | 'stemOverviews'> {
  mix: Pcm;
  stems: Stems;
}

export interface CorrectedSong {
  summary: SongSummary;
  details: SongDetails;
}

/** Stems that are to take the place of a song's own; until they are adopted nothing of it has changed. */
export interface NewStems {
  /** @throws SegueError `storage-full` */
  put(stem: StemName, pcm: Pcm): Promise<void>;
  sound(stem: StemName): Promise<Pcm>;
  /**
   * All at once: from now on they are the song's, with their pictures and what was measured with them.
   * @param keepEarlier whether the analysis before is still needed by a remix
   */
  adopt(
    taken: Pick<NewSong, 'stemEngine' | 'analysis' | 'stemOverviews'>,
    keepEarlier: boolean,
  ): Promise<SongSummary>;
  discard(): Promise<void>;
}

export interface SongStore {
  /** Newest last. */
  list(): Promise<ReadRecords<SongSummary>>;
  summary(id: string): Promise<SongSummary | null>;
  /** With its corrections applied: nobody else needs to. */
  details(id: string): Promise<SongDetails | null>;
  /** Replaces the song's corrections; the row follows. @throws SegueError `storage-full` */
  correct(id: string, corrections: readonly Correction[]): Promise<CorrectedSong>;
  /** Keeps one sound of a song that is yet to be added. @throws SegueError `storage-full` */
  putSound(id: string, part: SongPart, pcm: Pcm): Promise<void>;
  /**
   * Adds a song whose sounds have been put here: now it is there.
   * @throws SegueError `storage-full`, `duplicate-song`
   */
  add(song: NewSong, addedAtMs: number): Promise<SongSummary>;
  /**
   * All or nothing: a song whose sounds do not fit leaves no trace.
   * @throws SegueError `storage-full`, `duplicate-song`
   */
  save(song: StorableSong, addedAtMs: number): Promise<SongSummary>;
  /**
   * Replaces what was measured; corrections stay and are applied to it.
   * @param keepEarlier whether the analysis before is still needed by a remix
   */
  reanalysed(id: string, analysis: SongAnalysis, keepEarlier: boolean): Promise<SongSummary>;
  /** A place for stems that are to take the place of the song's own. @throws SegueError where it is gone */
  newStems(id: string): Promise<NewStems>;
  rename(id: string, title: string): Promise<SongSummary>;
  delete(id: string): Promise<void>;
  /** @throws SegueError `storage-unavailable` where the sound is gone */
  sound(id: string, part: SongPart): Promise<Pcm>;
  /** The same, of which only what is used is read. @throws SegueError `storage-unavailable` where it is gone or replaced */
  soundInParts(id: string, part: SongPart): Promise<SoundInParts>;
  /** Removes sounds that no record names: what a crash in the middle of a save left behind. */
  removeOrphans(): Promise<void>;
}

export function createSongStore(tables: RecordTables, files: AudioFiles): SongStore {
  const sounds = new SongSounds(files);
  const folderOf = async (id: string, part: SongPart) => {
    if (part === MIX_PART) return FIRST_STEMS;
    return (await readOne(tables.songDetails, songDetailsSchema, id))?.stemFolder ?? FIRST_STEMS;
  };
  const soundIn = async (id: string, part: SongPart, stemFolder: string) => {
    const pcm = await sounds.read(id, part, stemFolder);
    if (!pcm) throw gone('sound');
    return pcm;
  };
  /** Changes what is known of a song and its row with it: both or neither. */
  const changeDetails = (
    id: string,
    change: (record: SongDetailsRecord) => SongDetailsRecord,
    row: Partial<SongSummary> = {},
  ) =>
    withStorageErrors(async (): Promise<CorrectedSong> => {
      let corrected: CorrectedSong | null = null;
      await tables.updateTogether(['songDetails', 'songs'], id, (stored) => {
        const record = songDetailsSchema.safeParse(stored.songDetails).data;
        const known = songSummarySchema.safeParse(stored.songs).data;
        if (!record || !known) return null;
        const changed = change(record);
        const details = withCorrections(changed);
        const { tempoBpm, key } = details.analysis;
        const hasBeat = hasSteadyBeat(details.analysis);
        const summary = { ...known, tempoBpm, hasBeat, key, ...row };
        corrected = { summary, details };
        return { songDetails: changed, songs: summary };
      });
      if (!corrected) throw gone('song');
      return corrected;
    });
  const store: SongStore = {
    async list() {
      const { records, unreadable } = await readAll(tables.songs, songSummarySchema);
      return { records: records.sort((one, two) => one.addedAtMs - two.addedAtMs), unreadable };
    },
    summary: (id) => readOne(tables.songs, songSummarySchema, id),
    async details(id) {
      const record = await readOne(tables.songDetails, songDetailsSchema, id);
      return record && withCorrections(record);
    },
    correct: (id, corrections) =>
      changeDetails(id, (record) => ({ ...record, corrections: [...corrections] })),
    async reanalysed(id, analysis, keepEarlier) {
      const { summary } = await changeDetails(id, (record) =>
        withAnalysis(record, analysis, keepEarlier),
      );
      return summary;
    },
    async newStems(id) {
      if (!(await store.summary(id))) throw gone('song');
      const before = await folderOf(id, STEM_NAMES[0]);
      const stemFolder = folderAfter(before);
      // What an attempt that came to nothing has left.
      await sounds.removeStems(id, stemFolder);
      return {
        put: (stem, pcm) => withStorageErrors(() => sounds.write(id, stem, stemFolder, pcm)),
        sound: (stem) => soundIn(id, stem, stemFolder),
        async adopt({ stemEngine, analysis, stemOverviews }, keepEarlier) {
          const { summary } = await changeDetails(
            id,
            (record) => ({
              ...withAnalysis(record, analysis, keepEarlier),
              stemOverviews,
              stemFolder,
            }),
            { stemEngine },
          );
          await sounds.removeStems(id, before).catch(() => undefined);
          return summary;
        },
        discard: () => sounds.removeStems(id, stemFolder),
      };
    },
    putSound: (id, part, pcm) => withStorageErrors(() => sounds.write(id, part, FIRST_STEMS, pcm)),
    add: (song, addedAtMs) =>
      withStorageErrors(async () => {
        const summary = summarise(song, addedAtMs);
        await tables.updateTogether(['songDetails', 'songs'], song.id, ({ songs }) => {
          const known = songSummarySchema.safeParse(songs).data;
          if (known) throw alreadyThere(known.title);
          return { songDetails: detailsOf(song), songs: summary };
        });
        return summary;
      }),
    async save({ mix, stems, ...song }, addedAtMs) {
      const known = await store.summary(song.id);
      if (known) throw alreadyThere(known.title);
      const stemOverviews = mapStems((stem) => peakOverview(stems[stem]));
      try {
        await store.putSound(song.id, MIX_PART, mix);
        for (const stem of STEM_NAMES) await store.putSound(song.id, stem, stems[stem]);
        const added = { ...song, durationSeconds: durationSeconds(mix), stemOverviews };
        return await store.add(added, addedAtMs);
      } catch (error) {
        await store.delete(song.id).catch(() => undefined);
        throw error;
      }
    },
    rename: (id, title) =>
      withStorageErrors(async () => {
        const rename = (summary: SongSummary) => ({ ...summary, title });
        const renamed = await changeOne(tables.songs, songSummarySchema, id, rename);
        if (!renamed) throw gone('song');
        return renamed;
      }),
    async delete(id) {
      await tables.songs.delete(id);
      await tables.songDetails.delete(id);
      await sounds.remove(id);
    },
    sound: async (id, part) => soundIn(id, part, await folderOf(id, part)),
    async soundInParts(id, part) {
      const stemFolder = await folderOf(id, part);
      return openSoundInParts(async (stretch) => {
        const bytes = await sounds.readBytes(id, part, stemFolder, stretch);
        if (bytes) return bytes;
        const isReplaced = (await store.summary(id)) && (await folderOf(id, part)) !== stemFolder;
        throw isReplaced ? replaced() : gone('sound');
      });
    },
    async removeOrphans() {
      for (const id of await sounds.songIds()) {
        if ((await tables.songs.get(id)) === undefined) {
          await store.delete(id);
          continue;
        }
        const folders = await sounds.stemFolders(id);
        // What cannot be read may still name one of them.
        const details = await readOne(tables.songDetails, songDetailsSchema, id);
        if (folders.length === 0 || details === null) continue;
        for (const stemFolder of [FIRST_STEMS, ...folders]) {
          if (stemFolder !== details.stemFolder) await sounds.removeStems(id, stemFolder);
        }
      }
    },
  };
  return store;
}

function withAnalysis(
  record: SongDetailsRecord,
  analysis: SongAnalysis,
  keepEarlier: boolean,
): SongDetailsRecord {
  const earlierAnalyses = keepEarlier ? [...record.earlierAnalyses, record.analysis] : [];
  return { ...record, analysis, earlierAnalyses };
}

function summarise(song: NewSong, addedAtMs: number): SongSummary {
  return {
    schema: SONG_RECORD_VERSION,
    id: song.id,
    title: song.title,
    artist: song.artist,
    fileName: song.fileName ?? null,
    addedAtMs,
    durationSeconds: song.durationSeconds,
    tempoBpm: song.analysis.tempoBpm,
    hasBeat: hasSteadyBeat(song.analysis),
    key: song.analysis.key,
    stemEngine: song.stemEngine,
    overview: song.overview,
  };
}

function withCorrections(record: SongDetailsRecord): SongDetails {
  const measured = record.analysis;
  return { ...record, measured, analysis: applyCorrections(measured, record.corrections) };
}

function detailsOf({ id, analysis, stemOverviews }: NewSong): SongDetailsRecord {
  return {
    schema: SONG_RECORD_VERSION,
    id,
    analysis,
    earlierAnalyses: [],
    corrections: [],
    stemOverviews,
    stemFolder: FIRST_STEMS,
  };
}

function mapStems<T>(make: (stem: StemName) => T): Record<StemName, T> {
  return { vocals: make('vocals'), drums: make('drums'), bass: make('bass'), other: make('other') };
}

/** The same recording was added before, whatever it is called now. */
export function alreadyThere(title: string): SegueError {
  return new SegueError('duplicate-song', `This song is already in your library, as "${title}".`);
}

/** Stems were read that have been taken anew from the song meanwhile. */
function replaced(): SegueError {
  return new SegueError(
    'storage-unavailable',
    'The stems of this song have been made anew meanwhile. Try once more: the new ones are used then.',
  );
}

/** What the user asked for is no longer stored. */
export function gone(what: 'song' | 'sound' | 'remix'): SegueError {
  const sentence = {
    song: 'This song is no longer in the library. Reload the page to see what is.',
    sound:
      'The stored sound is no longer there: the browser or another tab has deleted it. Delete the song and add it again.',
    remix: 'This remix is no longer stored. It was deleted here or in another tab.',
  }[what];
  return new SegueError('storage-unavailable', sentence);
}
