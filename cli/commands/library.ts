/** `segue library`: what a DJ program's library knows of its tracks, as text or JSON. */
import type { DjTrack } from '@/lib/analysis/dj-library/dj-track';
import { importDjLibrary } from '@/lib/analysis/dj-library/import-library';
import { keyName } from '@/lib/music/key';
import type { Command } from '../arguments';
import { readBytes } from '../files';
import { printJson } from '../output';

export const libraryCommand: Command = {
  help: `
npm run segue -- library FILE [--json]

FILE    a rekordbox XML export or a Traktor collection (NML)
--json  every track with its grid, cues and key, as JSON on standard output
`,
  options: { json: { type: 'boolean' } },
  async run(args) {
    const [path] = args.exactly('FILE');
    const library = await importDjLibrary(await readBytes(path));
    if (args.flag('json')) {
      printJson(library);
      return;
    }
    const lines = [`${library.source}, ${library.tracks.length} tracks`, ...library.problems];
    process.stdout.write([...lines, ...library.tracks.map(describe), ''].join('\n'));
  },
};

function describe({ artist, title, ...track }: DjTrack): string {
  const [segment] = track.tempoSegments;
  const facts = [
    segment ? `${segment.bpm.toFixed(2)} BPM` : 'no grid',
    track.key ? keyName(track.key) : 'no key',
    `${track.cues.length} cues`,
    ...track.problems,
  ];
  return `${[artist, title].filter(Boolean).join(' - ')}: ${facts.join(', ')}`;
}
