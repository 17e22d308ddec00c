/** Ogg pages around packets. Source: RFC 3533 §6. */

const FIRST_PAGE = 2;
const LAST_PAGE = 4;
const HEADER_BYTES = 27;
/** A page holds so many segments of at most 255 bytes. */
const MOST_SEGMENTS = 255;

export interface OggPagePlace {
  /** Position at the end of the page in the stream's own units. */
  granule: number;
  isFirst?: boolean;
  isLast?: boolean;
}

/** The pages of one stream, in order. */
export class OggWriter {
  private sequence = 0;

  /** @param serial tells streams in one file apart */
  constructor(private readonly serial: number) {}

  /** How many of a page's segments a packet takes. */
  static segmentsOf(packet: Uint8Array): number {
    return Math.floor(packet.length / 255) + 1;
  }

  /** Whether packets of so many segments fit one page. */
  static fits(segments: number): boolean {
    return segments <= MOST_SEGMENTS;
  }

  /** One page of whole packets. @throws RangeError where they do not fit */
  page(
    packets: readonly Uint8Array[],
    { granule, isFirst = false, isLast = false }: OggPagePlace,
  ): Uint8Array {
    const table = packets.flatMap(({ length }) => [
      ...new Array<number>(Math.floor(length / 255)).fill(255),
      length % 255,
    ]);
    if (table.length > MOST_SEGMENTS) throw new RangeError('A page of Ogg holds 64 KB.');
    const content = packets.reduce((sum, { length }) => sum + length, 0);
    const page = new Uint8Array(HEADER_BYTES + table.length + content);
    const view = new DataView(page.buffer);
    page.set([0x4f, 0x67, 0x67, 0x53, 0, (isFirst ? FIRST_PAGE : 0) | (isLast ? LAST_PAGE : 0)]);
    view.setBigInt64(6, BigInt(granule), true);
    view.setUint32(14, this.serial, true);
    view.setUint32(18, this.sequence, true);
    page[26] = table.length;
    page.set(table, HEADER_BYTES);
    let at = HEADER_BYTES + table.length;
    for (const packet of packets) {
      page.set(packet, at);
      at += packet.length;
    }
    view.setUint32(22, checksum(page), true);
    this.sequence++;
    return page;
  }
}

/** Polynomial 0x04c11db7, neither reflected nor inverted. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value;
});

function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = (crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ byte) & 0xff];
  return crc >>> 0;
}
