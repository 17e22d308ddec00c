/** What a remix that is handed out is called. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { remixFileName } from '../remix-title';
import { storedRemixTitle } from '../stored-remix-title';
import { type ExportFormat, FORMAT_INFO } from './export-formats';

/** "Lithium x Sodium - 140 BPM - Gm.flac". */
export function exportFileName(remix: RemixRecord, format: ExportFormat): string {
  const { suffix, extension } = FORMAT_INFO[format];
  return remixFileName(`${storedRemixTitle(remix)}${suffix}`, extension);
}
