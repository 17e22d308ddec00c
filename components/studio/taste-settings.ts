/** What is set of the taste stage: as it is kept on this machine, and as the address says for this visit. */
import { DEFAULT_TASTE_SETTINGS, flagsFromQuery } from '@/lib/taste/flags';
import type { TasteSettings } from '@/lib/taste/flags-schema';

const STORAGE_KEY = 'segue.taste';

/** What holds for the next remix: the address over the settings. */
export async function tasteSettings(): Promise<TasteSettings> {
  const saved = await savedTasteSettings();
  return { ...saved, flags: flagsFromQuery(new URLSearchParams(location.search), saved.flags) };
}

/** The settings; the usual ones where none are kept or they cannot be read. */
export async function savedTasteSettings(): Promise<TasteSettings> {
  try {
    const kept = localStorage.getItem(STORAGE_KEY);
    if (kept === null) return DEFAULT_TASTE_SETTINGS;
    // Read when there is something to be checked: it takes long to begin.
    const { tasteSettingsSchema } = await import('@/lib/taste/flags-schema');
    return tasteSettingsSchema.safeParse(JSON.parse(kept)).data ?? DEFAULT_TASTE_SETTINGS;
  } catch {
    return DEFAULT_TASTE_SETTINGS;
  }
}

export function saveTasteSettings(settings: TasteSettings): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // without storage they hold for this visit through the address only
  }
}
