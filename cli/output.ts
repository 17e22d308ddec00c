/** What commands print for programs. */

/** JSON on standard output; numbers that JSON cannot hold (the loudness of silence) become null. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
