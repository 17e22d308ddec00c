import { spawnSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSilence } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { runCommand } from './run-command';

/** What a terminal shows of a command. */
interface Shown {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A command in a process of its own, as a terminal runs it. */
function spawnSegue(...args: string[]): Shown {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'cli/segue.ts', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

/** A command in this process: the same but for the second that a process takes to start. */
async function segue(...args: string[]): Promise<Shown> {
  const shown = { stdout: '', stderr: '' };
  const outputs = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      shown[name] += text;
      return true;
    }),
  );
  try {
    return { status: await runCommand(args), ...shown };
  } finally {
    for (const output of outputs) output.mockRestore();
  }
}

/** A refusal is a sentence and an exit code, never a stack trace. */
function expectRefusal(result: Shown, sentence: RegExp) {
  expect(result.stderr).toMatch(sentence);
  expect(result.stderr).not.toMatch(/\n\s+at |node:|Error:|inside Segue/);
  expect(result.stdout).toBe('');
  expect(result.status).toBeGreaterThan(0);
}

describe('segue', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'segue-cli-'));
    writeFileSync(path('text.mp3'), 'This is not music.\n'.repeat(200));
    writeFileSync(path('empty.wav'), '');
    writeFileSync(path('silence.wav'), encodeWav(createSilence(44100 * 20), { bitDepth: 16 }));
    const noise = createSilence(44100 * 11);
    const random = createRandom(1);
    for (const channel of noise.channels) {
      for (let i = 0; i < channel.length; i++) channel[i] = 0.1 * random.normal();
    }
    const wav = encodeWav(noise, { bitDepth: 16 });
    writeFileSync(path('noise.wav'), wav);
    writeFileSync(path('truncated.wav'), wav.subarray(0, wav.length / 3));
    const twoSeconds = {
      ...noise,
      channels: noise.channels.map((channel) => channel.slice(0, 88200)),
    };
    writeFileSync(path('two-seconds.wav'), encodeWav(twoSeconds, { bitDepth: 16 }));
    writeThreeHours(path('three-hours.wav'));
    mkdirSync(path('nothing'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('lists its commands', () => {
    const { status, stdout } = spawnSegue('--help');
    expect(status).toBe(0);
    for (const name of ['remix', 'plan', 'analyze', 'loudness']) expect(stdout).toContain(name);
  });

  it.each(['remix', 'train'])('explains %s', async (name) => {
    const { status, stdout } = await segue(name, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`npm run segue -- ${name}`);
  });

  it('refuses a command or an option that it does not know', async () => {
    expectRefusal(spawnSegue('mashup'), /There is no command "mashup"/);
    expectRefusal(await segue('analyze', 'x.wav', '--jsn'), /--jsn/);
    expectRefusal(await segue('remix', 'only-one.wav', '--out', 'r.wav'), /Please give A and B/);
    expectRefusal(await segue('remix', 'a', 'b', '--out', 'r.wav', '--seed', 'x'), /whole number/);
  });

  it.each([
    ['a file that is not there', 'missing.wav', /There is no file or folder/],
    ['a text named .mp3', 'text.mp3', /text\.mp3.*not|not.*text\.mp3/i],
    ['an empty file', 'empty.wav', /empty/],
    ['a truncated file', 'truncated.wav', /cut off|incomplete|truncated/i],
    ['silence', 'silence.wav', /silent/],
    ['two seconds', 'two-seconds.wav', /2\.0 s long/],
    ['three hours', 'three-hours.wav', /long/],
    ['a folder without audio', 'nothing', /no audio in the folder/],
  ])('refuses %s', async (_, name, sentence) => {
    expectRefusal(await segue('analyze', path(name)), sentence);
  });

  it('refuses to remix noise, which has no beats', async () => {
    writeFileSync(path('more-noise.wav'), encodeWav(otherNoise(), { bitDepth: 16 }));
    const out = path('remix.wav');
    expectRefusal(
      await segue('remix', path('noise.wav'), path('more-noise.wav'), '--out', out),
      /beat/,
    );
  });

  it('refuses two copies of one song', async () => {
    const out = path('remix.wav');
    expectRefusal(
      await segue('remix', path('noise.wav'), path('noise.wav'), '--out', out),
      /same recording/,
    );
  });

  it('plans from two analyses: intent, decisions, candidates and the rules that others broke', async () => {
    for (const [name, tempoBpm] of [['fast', 128] as const, ['slow', 118] as const]) {
      writeFileSync(path(`${name}.json`), JSON.stringify(sketchAnalysis({ tempoBpm })));
    }
    const request = ['plan', path('fast.json'), path('slow.json'), '--prompt', 'swap, no cuts'];
    const planned = JSON.parse((await segue(...request, '--seed', '2', '--json')).stdout);
    expect(planned.intent).toMatchObject({ swapRoles: true, transitionsAvoided: ['cut'] });
    expect(planned.decisions[0].tempo.reason).toMatch(/BPM/);
    expect(planned.candidates.length).toBeGreaterThanOrEqual(8);
    const broken = planned.rejected.flatMap((one: { violations: { code: string }[] }) =>
      one.violations.map(({ code }) => code),
    );
    expect(Object.keys(planned.violations).sort()).toEqual([...new Set(broken)].sort());
    expect((await segue(...request, '--show', '1')).stdout).toMatch(/outro .*[AB] .*bars \d+–\d+/);
  });

  it('measures loudness', async () => {
    const { status, stdout } = await segue('loudness', path('noise.wav'), '--json');
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    // White noise at -20 dBFS RMS in both channels: K weighting adds about 3.3 dB and the sum of two
    // channels 3 dB to the -0.69 of the standard.
    expect(report.integratedLufs).toBeGreaterThan(-17);
    expect(report.integratedLufs).toBeLessThan(-12);
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining([
        'integratedLufs',
        'loudnessRangeLu',
        'maxTruePeakDbtp',
        'samplePeakDbfs',
      ]),
    );
  });
});

function otherNoise() {
  const noise = createSilence(44100 * 11);
  const random = createRandom(2);
  for (const channel of noise.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] = 0.1 * random.normal();
  }
  return noise;
}

/** A sparse 8-bit mono WAV at 8 kHz: the header is true, the disk holds next to nothing. */
function writeThreeHours(path: string) {
  const bytes = 3 * 3600 * 8000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  const file = openSync(path, 'w');
  writeSync(file, header);
  ftruncateSync(file, 44 + bytes);
  closeSync(file);
}
