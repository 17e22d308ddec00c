/** Path of a Chromium's executable; '' for Playwright's own; null where none can be had. */
export function ensureChromium(): string | null;
