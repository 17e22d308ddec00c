/** `segue loudness`: loudness, range and peaks of a file by BS.1770 and EBU Tech 3342. */
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { measureLoudness } from '@/lib/audio/loudness';
import type { Command } from '../arguments';
import { readBytes } from '../files';
import { printJson } from '../output';

export const loudnessCommand: Command = {
  help: `
npm run segue -- loudness FILE [--json]

FILE    an audio file (MP3, WAV, FLAC, Ogg Vorbis, Opus, M4A/AAC)
--json  integratedLufs, loudnessRangeLu, maxTruePeakDbtp, samplePeakDbfs as JSON;
        null where the file is silent
`,
  options: { json: { type: 'boolean' } },
  async run(args) {
    const [path] = args.exactly('FILE');
    const { pcm, sourceChannels } = await decodeAudio(await readBytes(path), path);
    // BS.1770 sums over the channels that the file has; decoding copies a single one to both sides.
    const channels = sourceChannels === 1 ? pcm.channels.slice(0, 1) : pcm.channels;
    const report = measureLoudness({ ...pcm, channels });
    if (args.flag('json')) {
      printJson(report);
      return;
    }
    process.stdout.write(
      [
        `integrated  ${report.integratedLufs.toFixed(1)} LUFS`,
        `range       ${report.loudnessRangeLu.toFixed(1)} LU`,
        `true peak   ${report.maxTruePeakDbtp.toFixed(1)} dBTP`,
        `peak        ${report.samplePeakDbfs.toFixed(1)} dBFS`,
        '',
      ].join('\n'),
    );
  },
};
