/** The forms that this browser can write. */
import { useEffect, useState } from 'react';
import { EXPORT_FORMATS, type ExportFormat } from '@/lib/studio/export/export-formats';
import { canEncodeOpus } from '@/workers/opus-encoder';

/** What every browser can. */
const EVERYWHERE = EXPORT_FORMATS.filter((format) => format !== 'opus');

export function useFormats(): readonly ExportFormat[] {
  const [formats, setFormats] = useState<readonly ExportFormat[]>(EVERYWHERE);
  useEffect(() => {
    let isCurrent = true;
    void canEncodeOpus().then((can) => {
      if (isCurrent && can) setFormats(EXPORT_FORMATS);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return formats;
}
