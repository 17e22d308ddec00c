import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DjCue } from './dj-track';
import { importDjLibrary } from './import-library';
import { generateTracks, toRekordboxXml, toTraktorNml } from './testing/generated-collection';

const bytes = (text: string) => new TextEncoder().encode(text);

const rekordbox = (track: string, entries = 1) =>
  bytes(
    `<?xml version="1.0" encoding="UTF-8"?><DJ_PLAYLISTS Version="1.0.0"><COLLECTION Entries="${entries}">${track}</COLLECTION></DJ_PLAYLISTS>`,
  );
const traktor = (entry: string) =>
  bytes(`<NML VERSION="19"><COLLECTION ENTRIES="1">${entry}</COLLECTION></NML>`);

describe('rekordbox XML', () => {
  it('gives grid, cues, loops, colours, key and file', async () => {
    const { source, tracks, problems } = await importDjLibrary(
      rekordbox(`<TRACK Name="Dawn &amp; Dusk" Artist="Ann" TotalTime="300" AverageBpm="124.50"
          Location="file://localhost/C:/Music/a%20b/Caf%C3%A9%20100%25.mp3" Tonality="F#m">
        <TEMPO Inizio="60.500" Bpm="125.00" Metro="3/4" Battito="3"/>
        <TEMPO Inizio="0.120" Bpm="124.50" Metro="4/4" Battito="2"/>
        <POSITION_MARK Name="Drop" Type="0" Start="31.0" Num="2" Red="255" Green="140" Blue="0"/>
        <POSITION_MARK Name="" Type="0" Start="15.5" Num="-1"/>
        <POSITION_MARK Name="" Type="4" Start="40.0" End="48.0" Num="-1"/>
        <POSITION_MARK Name="" Type="3" Start="0.1" Num="-1"/>
      </TRACK>`),
    );
    expect(source).toBe('rekordbox');
    expect(problems).toEqual([]);
    expect(tracks).toEqual([
      {
        title: 'Dawn & Dusk',
        artist: 'Ann',
        durationSeconds: 300,
        fileName: 'Café 100%.mp3',
        averageBpm: 124.5,
        tempoSegments: [
          { startSeconds: 0.12, bpm: 124.5, beatsPerBar: 4, firstBeatInBar: 2 },
          { startSeconds: 60.5, bpm: 125, beatsPerBar: 3, firstBeatInBar: 3 },
        ],
        cues: [
          cue('', 'load', null, 0.1),
          cue('', 'memory', null, 15.5),
          { ...cue('Drop', 'hot', 2, 31), color: '#ff8c00' },
          { ...cue('', 'loop', null, 40), endSeconds: 48 },
        ],
        keyText: 'F#m',
        key: { tonic: 'F#', mode: 'minor' },
        source: 'rekordbox',
        problems: [],
      },
    ]);
  });

  it('names what is missing in a track and keeps the rest', async () => {
    const { tracks, problems } = await importDjLibrary(
      rekordbox(
        `<TRACK><TEMPO/><POSITION_MARK/></TRACK>
         <TRACK Name="x" Location="file://localhost/%E0%A4%A.mp3" TotalTime="long" Tonality="H">
           <TEMPO Inizio="1" Bpm="0" Metro="" Battito="9"/>
           <TEMPO Inizio="2" Bpm="120" Metro="" Battito="9"/>
           <POSITION_MARK Type="4" Start="3" Num="1"/>
         </TRACK>`,
        7,
      ),
    );
    expect(problems).toEqual(['The library announces 7 tracks but holds 2.']);
    const [nameless, broken] = tracks;
    expect(nameless.problems.join(' ')).toMatch(/names no file.*no time.*no song can be matched/);
    expect(nameless.tempoSegments).toEqual([]);
    expect(broken.fileName).toBe('%E0%A4%A.mp3');
    expect(broken.durationSeconds).toBeNull();
    expect(broken.key).toBeNull();
    expect(broken.tempoSegments).toEqual([
      { startSeconds: 2, bpm: 120, beatsPerBar: 4, firstBeatInBar: 1 },
    ]);
    expect(broken.cues).toEqual([cue('', 'hot', 1, 3)]);
    expect(broken.problems.join(' ')).toMatch(/key "H".*no metre.*which beat.*no usable tempo/);
  });
});

describe('Traktor NML', () => {
  it('gives grid markers in seconds, with a tempo each or the track tempo, wherever it stands', async () => {
    const { source, tracks } = await importDjLibrary(
      traktor(`<ENTRY TITLE="Tide" ARTIST="Bea">
        <LOCATION DIR="/:Music/:" FILE="tide.mp3" VOLUME="C:"/>
        <INFO KEY="8m" PLAYTIME="241" PLAYTIME_FLOAT="240.5"/>
        <MUSICAL_KEY VALUE="21"/>
        <CUE_V2 NAME="AutoGrid" TYPE="4" START="53.5" LEN="0" HOTCUE="0"/>
        <CUE_V2 NAME="Beat Marker" TYPE="4" START="60053.5" LEN="0" HOTCUE="-1"><GRID BPM="126.5"/></CUE_V2>
        <CUE_V2 NAME="n.n." TYPE="5" START="1000" LEN="2000" HOTCUE="3" COLOR="#FF8C00"/>
        <TEMPO BPM="125.000" BPM_QUALITY="100"/>
      </ENTRY>`),
    );
    expect(source).toBe('traktor');
    const [track] = tracks;
    expect(track.tempoSegments).toEqual([
      { startSeconds: 0.0535, bpm: 125, beatsPerBar: 4, firstBeatInBar: 1 },
      { startSeconds: 60.0535, bpm: 126.5, beatsPerBar: 4, firstBeatInBar: 1 },
    ]);
    expect(track.cues).toEqual([
      cue('', 'grid', 0, 0.0535),
      { ...cue('', 'loop', 3, 1), endSeconds: 3, color: '#ff8c00' },
      cue('', 'grid', null, 60.0535),
    ]);
    expect(track.durationSeconds).toBe(240.5);
    expect(track.fileName).toBe('tide.mp3');
    expect(track.key).toEqual({ tonic: 'A', mode: 'minor' });
    expect(track.keyText).toBe('8m');
  });

  it('lets control characters in song tags through and says so', async () => {
    const { tracks, problems } = await importDjLibrary(
      traktor('<ENTRY TITLE="a\u0001b"><LOCATION FILE="a.mp3"/></ENTRY>'),
    );
    expect(tracks).toHaveLength(1);
    expect(problems[0]).toMatch(/control characters/);
  });
});

describe('files that are no library', () => {
  it.each([
    [
      'an XML bomb',
      '<!DOCTYPE z [<!ENTITY a "zz"><!ENTITY b "&a;&a;">]><DJ_PLAYLISTS>&b;</DJ_PLAYLISTS>',
      /document type/,
    ],
    ['an entity of its own', '<NML><COLLECTION><ENTRY TITLE="&b;"/></COLLECTION></NML>', /Line 1/],
    ['a page', '<html><body/></html>', /<html>, which is neither/],
    ['plain text', 'hello', /not an XML file/],
    ['a cut file', '<NML><COLLECTION>\n<ENTRY TITLE="a"/>', /ends in the middle, at line 2/],
    ['a cut attribute', '<NML><COLLECTION><ENTRY TITLE="a', /ends in the middle/],
    ['wrong nesting', '<NML><COLLECTION></NML>', /not well-formed/],
    ['endless nesting', `<NML>${'<a>'.repeat(5000)}`, /deep/],
    ['an unknown encoding', '<?xml version="1.0" encoding="klingon"?><NML/>', /"klingon"/],
  ])('%s is turned down with a sentence', async (_, text, sentence) => {
    await expect(importDjLibrary(bytes(text))).rejects.toMatchObject({
      code: 'library-unreadable',
      message: expect.stringMatching(sentence),
    });
  });

  it('an empty file is called empty', async () => {
    await expect(importDjLibrary(new Uint8Array(0))).rejects.toMatchObject({ code: 'file-empty' });
  });

  it('Latin-1 is turned down unless it is declared; UTF-16 is read', async () => {
    const nml = '<NML><COLLECTION><ENTRY TITLE="café"/></COLLECTION></NML>';
    const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
    await expect(importDjLibrary(latin(nml))).rejects.toThrow(/not valid UTF-8/);
    const declared = latin(`<?xml version="1.0" encoding="ISO-8859-1"?>${nml}`);
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(nml, 'utf16le')]);
    for (const file of [declared, utf16]) {
      expect((await importDjLibrary(file)).tracks[0].title).toBe('café');
    }
  });

  it('stops when cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(importDjLibrary(bytes('<NML/>'), { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('a collection of 5,000 tracks', () => {
  const tracks = generateTracks(5000);

  it.each([
    ['rekordbox', toRekordboxXml],
    ['traktor', toTraktorNml],
  ] as const)('%s: every track, grid entry and cue arrives once', async (source, write) => {
    const reports: number[] = [];
    const library = await importDjLibrary(bytes(write(tracks)), {
      onProgress: ({ fraction }) => reports.push(fraction),
    });
    expect(library.source).toBe(source);
    expect(library.problems).toEqual([]);
    expect(library.tracks.map(({ title }) => title)).toEqual(tracks.map(({ title }) => title));
    expect(library.tracks.every(({ problems }) => problems.length === 0)).toBe(true);
    const isCue = ({ kind }: DjCue) => kind !== 'grid';
    expect(library.tracks.map((track) => track.cues.filter(isCue).length)).toEqual(
      tracks.map(({ cues }) => cues),
    );
    expect(library.tracks.map((track) => track.tempoSegments[0].bpm)).toEqual(
      tracks.map(({ bpm }) => bpm),
    );
    expect(library.tracks.map((track) => track.tempoSegments.length)).toEqual(
      tracks.map(({ gridEntries }) => (source === 'rekordbox' ? gridEntries : 1)),
    );
    // The page gets a turn between pieces.
    expect(reports.length).toBeGreaterThan(10);
  });
});

const DATA = '../shared/data/rekordbox';
const hasData = existsSync(DATA);
// biome-ignore lint/suspicious/noConsole: says why the case below is skipped
if (!hasData) console.info(`skipped: no exported libraries in ${DATA}`);

describe.skipIf(!hasData)('exports of the programs themselves', () => {
  const read = (name: string) => importDjLibrary(readFileSync(`${DATA}/${name}`));

  it('read without a problem, with what a text search finds in them', async () => {
    for (const [name, trackTag, cueTag] of [
      ['rekordbox-5.6.1_hotcues-loops_dj-data-converter.xml', /<TRACK TrackID/g, /<POSITION_MARK/g],
      ['rekordbox-5_pyrekordbox.xml', /<TRACK TrackID/g, /<POSITION_MARK/g],
      ['traktor_collection_dj-data-converter.nml', /<ENTRY /g, /<CUE_V2/g],
    ] as const) {
      const text = readFileSync(`${DATA}/${name}`, 'utf8');
      const { tracks, problems } = await read(name);
      expect(problems).toEqual([]);
      expect(tracks).toHaveLength(text.match(trackTag)?.length ?? 0);
      expect(tracks.flatMap((track) => track.cues)).toHaveLength(text.match(cueTag)?.length ?? 0);
      expect(tracks.flatMap((track) => track.problems)).toEqual([]);
    }
  });
});

function cue(name: string, kind: string, index: number | null, startSeconds: number) {
  return { name, kind, index, startSeconds, endSeconds: null, color: null };
}
