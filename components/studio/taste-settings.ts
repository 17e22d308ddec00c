/** What is set of the taste stage: as it is kept on this machine, and as the address says for this visit. */
import {
  DEFAULT_TASTE_SETTINGS,
  flagsFromQuery,
  type TasteSettings,
  tasteSettingsSchema,
} from '@/lib/taste/flags';

const STORAGE_KEY = 'segue.taste';

/** What holds for the next remix: the address over the settings. */
export function tasteSettings(): TasteSettings {
  const saved = savedTasteSettings();
  return { ...saved, flags: flagsFromQuery(new URLSearchParams(location.search), saved.flags) };
}

/** The settings; the usual ones where none are kept or they cannot be read. */
export function savedTasteSettings(): TasteSettings {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    return tasteSettingsSchema.safeParse(saved).data ?? DEFAULT_TASTE_SETTINGS;
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
