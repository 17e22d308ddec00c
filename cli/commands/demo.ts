/** `segue demo`: writes the demo pair with its stems and its truth, to try the commands on. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '@/lib/audio/wav';
import { demoPair } from '@/lib/demo/demo-pair';
import { generateSong } from '@/lib/demo/generate-song';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { Command } from '../arguments';

export const demoCommand: Command = {
  help: `
npm run segue -- demo --out DIR

--out DIR  a folder that is made where it is missing; each song becomes a folder in it with
           mix.wav, vocals.wav, drums.wav, bass.wav, other.wav and truth.json (beats,
           downbeats, key and sections as they were composed)
`,
  options: { out: { type: 'string' } },
  async run(args) {
    const out = args.requiredText('out');
    for (const spec of Object.values(demoPair())) {
      const song = generateSong(spec);
      const folder = join(out, song.title);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'mix.wav'), encodeWav(song.mix, { bitDepth: 16 }));
      for (const stem of STEM_NAMES) {
        await writeFile(join(folder, `${stem}.wav`), encodeWav(song.stems[stem], { bitDepth: 16 }));
      }
      await writeFile(join(folder, 'truth.json'), JSON.stringify(song.truth, null, 2));
      process.stdout.write(`${folder}\n`);
    }
  },
};
