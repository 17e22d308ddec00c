import { describe, expect, it } from 'vitest';
import { SegueError } from './errors';
import { readZip, zipChunks } from './zip';

const text = (value: string) => new TextEncoder().encode(value);

describe('ZIP archives', () => {
  it('give back what was put in', () => {
    const entries = [
      { name: 'project.xml', pieces: [text('<a>'), text('</a>')] },
      { name: 'audio/Säng.wav', pieces: [new Uint8Array([0, 255, 7])] },
      { name: 'empty', pieces: [] },
    ];
    const files = readZip(new Uint8Array(Buffer.concat([...zipChunks(entries)])));
    expect([...files.keys()]).toEqual(['project.xml', 'audio/Säng.wav', 'empty']);
    expect(new TextDecoder().decode(files.get('project.xml'))).toBe('<a></a>');
    expect([...(files.get('audio/Säng.wav') ?? [])]).toEqual([0, 255, 7]);
  });

  it('carry the checksum that the format asks for', () => {
    const [head] = zipChunks([{ name: 'x', pieces: [text('123456789')] }]);
    // The check value of CRC-32 for this text.
    expect(new DataView(head.buffer).getUint32(14, true)).toBe(0xcbf43926);
  });

  it('refuse what is none', () => {
    expect(() => readZip(text('no archive at all, only text'))).toThrow(SegueError);
  });
});
