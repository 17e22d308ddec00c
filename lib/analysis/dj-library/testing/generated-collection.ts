/** Collections of any size with known content, for tests and benchmarks. */
import { createRandom } from '@/lib/base/random';

/** What one generated track holds. */
export interface GeneratedTrack {
  title: string;
  artist: string;
  fileName: string;
  durationSeconds: number;
  bpm: number;
  firstBeatSeconds: number;
  gridEntries: number;
  cues: number;
}

const NOUNS = [
  'Night',
  'River',
  'Signal',
  'Glass',
  'Ember',
  'Tide',
  'Vector',
  'Café',
  'Ghost',
  'Sun',
];
const VERBS = [
  'Rising',
  'Falling',
  'Calling',
  'Burning',
  'Waiting',
  'Turning',
  'Breaking',
  'Fading',
];

/** Tracks with a title of their own, one in five with a grid of many entries. */
export function generateTracks(count: number, seed = 1): GeneratedTrack[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const title = `${random.pick(NOUNS)} ${random.pick(VERBS)} & ${random.pick(NOUNS)} ${i}`;
    const artist = `${random.pick(VERBS)} ${random.pick(NOUNS)}s ${i % 97}`;
    const durationSeconds = 120 + random.integer(300);
    return {
      title,
      artist,
      fileName: `${artist} - ${title}.mp3`,
      durationSeconds,
      bpm: (6000 + random.integer(12_000)) / 100,
      firstBeatSeconds: random.integer(1000) / 1000,
      gridEntries: i % 5 === 0 ? 40 : 1,
      cues: 4 + random.integer(12),
    };
  });
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

/** The tracks as rekordbox exports them, with a playlist that names them again. */
export function toRekordboxXml(tracks: readonly GeneratedTrack[]): string {
  const entries = tracks.map((track, i) => {
    const beat = 60 / track.bpm;
    const grid = Array.from({ length: track.gridEntries }, (_, k) => {
      const start = (track.firstBeatSeconds + 4 * k * beat).toFixed(3);
      return `<TEMPO Inizio="${start}" Bpm="${track.bpm.toFixed(2)}" Metro="4/4" Battito="1"/>`;
    });
    const cues = Array.from({ length: track.cues }, (_, k) => {
      const start = (track.firstBeatSeconds + 16 * k * beat).toFixed(3);
      return `<POSITION_MARK Name="Cue ${k}" Type="0" Start="${start}" Num="${k < 8 ? k : -1}" Red="40" Green="226" Blue="20"/>`;
    });
    return `<TRACK TrackID="${i}" Name="${escapeXml(track.title)}" Artist="${escapeXml(track.artist)}" Composer="" Album="Album" Grouping="" Genre="House" Kind="MP3 File" Size="6899624" TotalTime="${track.durationSeconds}" DiscNumber="0" TrackNumber="0" Year="2012" AverageBpm="${track.bpm.toFixed(2)}" DateAdded="2022-04-04" BitRate="320" SampleRate="44100" Comments="" PlayCount="3" Rating="0" Location="file://localhost/C:/Music/${encodeURIComponent(track.fileName)}" Remixer="" Tonality="8A" Label="" Mix="">
${[...grid, ...cues].join('\n')}
</TRACK>`;
  });
  const keys = tracks.map((_, i) => `<TRACK Key="${i}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="6.0.0" Company="Pioneer DJ"/>
<COLLECTION Entries="${tracks.length}">
${entries.join('\n')}
</COLLECTION>
<PLAYLISTS><NODE Type="0" Name="ROOT" Count="1"><NODE Name="All" Type="1" KeyType="0" Entries="${tracks.length}">${keys.join('')}</NODE></NODE></PLAYLISTS>
</DJ_PLAYLISTS>`;
}

/** The tracks as a Traktor collection, with a playlist that names them again. */
export function toTraktorNml(tracks: readonly GeneratedTrack[]): string {
  const entries = tracks.map((track) => {
    const start = (1000 * track.firstBeatSeconds).toFixed(6);
    const bpm = track.bpm.toFixed(6);
    const cues = Array.from({ length: track.cues }, (_, k) => {
      const at = (1000 * track.firstBeatSeconds + (960_000 * k) / track.bpm).toFixed(6);
      return `<CUE_V2 NAME="Cue ${k}" DISPL_ORDER="0" TYPE="0" START="${at}" LEN="0.000000" REPEATS="-1" HOTCUE="${k < 8 ? k : -1}"></CUE_V2>`;
    });
    return `<ENTRY MODIFIED_DATE="2019/8/29" MODIFIED_TIME="77654" AUDIO_ID="${'Ad3d'.repeat(60)}" TITLE="${escapeXml(track.title)}" ARTIST="${escapeXml(track.artist)}"><LOCATION DIR="/:Music/:" FILE="${escapeXml(track.fileName)}" VOLUME="C:" VOLUMEID="00f95451"></LOCATION>
<INFO BITRATE="320000" GENRE="House" PLAYTIME="${track.durationSeconds}" PLAYTIME_FLOAT="${track.durationSeconds.toFixed(6)}"></INFO>
<TEMPO BPM="${bpm}" BPM_QUALITY="100.000000"></TEMPO>
<MUSICAL_KEY VALUE="21"></MUSICAL_KEY>
<CUE_V2 NAME="AutoGrid" DISPL_ORDER="0" TYPE="4" START="${start}" LEN="0.000000" REPEATS="-1" HOTCUE="-1"><GRID BPM="${bpm}"></GRID></CUE_V2>
${cues.join('\n')}
</ENTRY>`;
  });
  const keys = tracks.map(
    ({ fileName }) =>
      `<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:${escapeXml(fileName)}"></PRIMARYKEY></ENTRY>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>
<COLLECTION ENTRIES="${tracks.length}">
${entries.join('\n')}
</COLLECTION>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="1"><NODE TYPE="PLAYLIST" NAME="All"><PLAYLIST ENTRIES="${tracks.length}">${keys.join('\n')}</PLAYLIST></NODE></SUBNODES></NODE></PLAYLISTS>
</NML>`;
}
