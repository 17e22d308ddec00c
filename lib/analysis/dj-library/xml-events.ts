/** XML as a stream of opening and closing elements; the one place where the XML parser enters. */
import { SaxesParser } from 'saxes';
import { SegueError } from '@/lib/base/errors';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';

/** Small enough to parse within a frame of the page, large enough that pauses cost little. */
const PIECE_BYTES = 128 * 1024;

/** Real libraries nest five elements or so; folders of playlists some more. */
const DEEPEST_NESTING = 200;

/** Control characters in tags of songs are copied into the libraries; more than this is no library. */
const MOST_BAD_CHARACTERS = 10_000;

export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
}

/**
 * Reads XML and hands on its elements in order; text between them is skipped. Pauses between pieces so
 * that a page stays alive. A DOCTYPE is turned down: no entity but XML's own five is ever resolved, so
 * nothing can expand.
 * @param bytes the file, UTF-8 or what its byte order mark or declaration says
 * @returns the number of characters that XML does not allow, which were passed on as they are
 * @throws SegueError `library-unreadable` for what is no well-formed XML, with the line
 */
export async function readXml(
  bytes: Uint8Array,
  handler: XmlHandler,
  options: TaskOptions = {},
): Promise<number> {
  const decoder = decoderFor(bytes);
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  let badCharacters = 0;
  parser.on('doctype', () => {
    throw unreadable(
      'The file declares a document type, which no rekordbox or Traktor library does and which can be used to attack a reader; export the library again and give that file.',
    );
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    if (depth > DEEPEST_NESTING) {
      throw unreadable(
        `The file nests elements more than ${DEEPEST_NESTING} deep; no DJ library does.`,
      );
    }
    handler.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    handler.close(name);
  });
  parser.on('error', (error) => {
    if (error.message.endsWith('disallowed character.') && ++badCharacters <= MOST_BAD_CHARACTERS) {
      return;
    }
    throw notWellFormed(error.message, parser.line);
  });
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    throwIfAborted(options.signal);
    options.onProgress?.({ step: 'Reading the library', fraction: start / bytes.length });
    if (start > 0) await breathe();
    parser.write(decode(decoder, bytes.subarray(start, start + PIECE_BYTES), true));
  }
  parser.write(decode(decoder, new Uint8Array(0), false));
  parser.close();
  return badCharacters;
}

export function unreadable(sentence: string): SegueError {
  return new SegueError('library-unreadable', sentence);
}

function notWellFormed(message: string, line: number): SegueError {
  const reason = message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
  if (/^unclosed tag|^unexpected end|must contain a root/.test(reason)) {
    return unreadable(
      `The file ends in the middle, at line ${line} (${reason}); export the library again.`,
    );
  }
  return unreadable(`Line ${line} is not well-formed XML (${reason}); export the library again.`);
}

/** Decoder by byte order mark, then by the declaration, else UTF-8. */
function decoderFor(bytes: Uint8Array): TextDecoder {
  if (bytes.length === 0) {
    throw new SegueError('file-empty', 'The file is empty; export the library again.');
  }
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  let encoding = 'utf-8';
  if (head.startsWith('\xff\xfe')) encoding = 'utf-16le';
  else if (head.startsWith('\xfe\xff')) encoding = 'utf-16be';
  else {
    const start = head.replace(/^\xef\xbb\xbf/, '').trimStart();
    if (!start.startsWith('<')) {
      throw unreadable(
        'This is not an XML file. In rekordbox use File › Export Collection in xml format; in Traktor give collection.nml.',
      );
    }
    encoding = /^<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(start)?.[1] ?? encoding;
  }
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw unreadable(
      `The file says that it is written in "${encoding}", which is not understood; save it as UTF-8.`,
    );
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw unreadable(
      `The file is not valid ${decoder.encoding.toUpperCase()} text; export the library again or save it as UTF-8.`,
    );
  }
}
