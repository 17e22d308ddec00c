/** `segue analyze`: what a song is made of, as text or JSON. */
import { assertRemixable } from '@/lib/analysis/assert-remixable';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { keyName } from '@/lib/music/key';
import { prepareSong } from '@/lib/studio/prepare-song';
import type { Command } from '../arguments';
import { songInputFromPath } from '../files';
import { printJson } from '../output';
import { terminalProgress } from '../progress';

export const analyzeCommand: Command = {
  help: `
npm run segue -- analyze FILE [--json]

FILE    an audio file (MP3, WAV, FLAC, Ogg Vorbis, Opus, M4A/AAC), or a folder with a song's
        mix and its stems (vocals, drums, bass, other)
--json  everything, as JSON on standard output
`,
  options: { json: { type: 'boolean' } },
  async run(args) {
    const [path] = args.exactly('FILE');
    const progress = terminalProgress(path);
    const { title, analysis } = await prepareSong(await songInputFromPath(path), {
      onProgress: progress.report,
    });
    progress.done();
    if (args.flag('json')) printJson(analysis);
    else process.stdout.write(describe(title, analysis));
    // After the figures: they are worth having, and the exit code still tells that no remix can be made.
    assertRemixable(analysis, title);
  },
};

function describe(title: string, analysis: SongAnalysis): string {
  const { key } = analysis;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    title,
    `  length    ${analysis.durationSeconds.toFixed(1)} s`,
    `  tempo     ${analysis.tempoBpm.toFixed(2)} BPM (${percent(analysis.confidence.tempo)} sure), ${analysis.isGridConstant ? 'constant' : 'live'}`,
    `  key       ${keyName(key)}, ${key.camelot} (${percent(key.confidence)} sure)`,
    `  loudness  ${analysis.integratedLufs.toFixed(1)} LUFS`,
    '  sections',
    ...analysis.sections.map(
      (section) =>
        `    ${section.startSeconds.toFixed(1).padStart(6)} s  ${section.label.padEnd(10)} energy ${section.energy.overall.toFixed(2)}, voice ${percent(section.vocalActivity)}`,
    ),
    '',
  ].join('\n');
}
