/** Hands a file to the browser, to be saved where the user keeps downloads. */

/** The browser has to have begun to read it by then. */
const RELEASE_AFTER_MS = 60_000;

export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS);
}
