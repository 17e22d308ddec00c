/**
 * MP3 through LAME in WebAssembly; the one place where the encoder enters. It is loaded on first use and
 * carries its own code, so nothing is fetched.
 * Source of the tags: ID3v2.3.0, and ID3v2 Chapter Frame Addendum 1.0.
 */
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { durationSeconds, lengthSamples, type Pcm } from '../pcm';
import type { SoundTags } from './sound-tags';

const BITRATE_KBPS = 320;
/** A second at a time: progress moves, and a cancel gets through. */
const CHUNK_SAMPLES = 44100;

/** An MP3 file in pieces. @throws SegueError `aborted` */
export async function* encodeMp3Chunks(
  pcm: Pcm,
  tags: SoundTags | undefined,
  { signal, onProgress }: TaskOptions = {},
): AsyncGenerator<Uint8Array> {
  const { createMp3Encoder } = await import('wasm-media-encoders');
  const encoder = await createMp3Encoder();
  const samples = lengthSamples(pcm);
  encoder.configure({
    sampleRate: pcm.sampleRateHz as 44100,
    channels: pcm.channels.length === 1 ? 1 : 2,
    bitrate: BITRATE_KBPS,
  });
  if (tags) yield id3Tag(tags, durationSeconds(pcm));
  for (let start = 0; start < samples; start += CHUNK_SAMPLES) {
    throwIfAborted(signal);
    onProgress?.({ step: 'Writing MP3', fraction: start / samples });
    await breathe();
    const piece = pcm.channels.map((channel) => channel.subarray(start, start + CHUNK_SAMPLES));
    // The encoder writes into one place over and over.
    yield encoder.encode(piece).slice();
  }
  yield encoder.finalize().slice();
}

/** An ID3 tag with title, artist, tempo, key, comment and chapters. */
export function id3Tag(tags: SoundTags, endSeconds: number): Uint8Array {
  const { title, artist, tempoBpm, key, comment, chapters } = tags;
  const frames = [
    textFrame('TIT2', title),
    textFrame('TPE1', artist),
    textFrame('TBPM', String(Math.round(tempoBpm))),
    textFrame('TKEY', key),
    ...(comment ? [frame('COMM', [1], latin('eng'), utf16(''), [0, 0], utf16(comment))] : []),
  ];
  if (chapters.length > 0) {
    const names = chapters.map((_, index) => `ch${index + 1}`);
    // One list, in order, at the top.
    const list = names.map((name) => [...latin(name), 0]);
    frames.push(frame('CTOC', [...latin('toc'), 0], [3, chapters.length], ...list));
    chapters.forEach((chapter, index) => {
      const end = chapters[index + 1]?.startSeconds ?? endSeconds;
      frames.push(
        frame(
          'CHAP',
          [...latin(names[index]), 0],
          uint32(chapter.startSeconds * 1000),
          uint32(end * 1000),
          // Places in the file are not given: the times count.
          [255, 255, 255, 255, 255, 255, 255, 255],
          textFrame('TIT2', chapter.title),
        ),
      );
    });
  }
  const content = frames.flat();
  return Uint8Array.from([...latin('ID3'), 3, 0, 0, ...syncSafe(content.length), ...content]);
}

function textFrame(id: string, text: string): number[] {
  return frame(id, [1], utf16(text));
}

function frame(id: string, ...parts: readonly (readonly number[])[]): number[] {
  const content = parts.flat();
  return [...latin(id), ...uint32(content.length), 0, 0, ...content];
}

function latin(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Little-endian with its byte order mark. */
function utf16(text: string): number[] {
  const bytes = [0xff, 0xfe];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes.push(code & 0xff, code >> 8);
  }
  return bytes;
}

function uint32(value: number): number[] {
  const whole = Math.round(value);
  return [(whole >>> 24) & 0xff, (whole >>> 16) & 0xff, (whole >>> 8) & 0xff, whole & 0xff];
}

/** Seven bits a byte, so that no length looks like the start of a frame. */
function syncSafe(value: number): number[] {
  return [(value >> 21) & 0x7f, (value >> 14) & 0x7f, (value >> 7) & 0x7f, value & 0x7f];
}
