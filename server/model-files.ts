/** The models that are on this computer: in a folder of their own, outside what is under version control. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';

const modelFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  stemOrder: z.array(z.string()).optional(),
});

/** What is known of a model on the disk. */
export type ModelFile = z.infer<typeof modelFileSchema> & { path: string };

/** `SEGUE_MODELS` names another. */
export function modelsFolder(): string {
  return process.env.SEGUE_MODELS || join('.segue', 'models');
}

/** By name; files whose record cannot be read are left out. */
export async function listModelFiles(folder = modelsFolder()): Promise<ModelFile[]> {
  const path = (name: string) => join(/* turbopackIgnore: true */ folder, name);
  const names = await readdir(/* turbopackIgnore: true */ folder).catch(() => []);
  const models: ModelFile[] = [];
  for (const name of names.filter((entry) => extname(entry) === '.json').sort()) {
    try {
      const text = await readFile(/* turbopackIgnore: true */ path(name), 'utf8');
      const record = modelFileSchema.parse(JSON.parse(text));
      const model = path(`${record.id}.onnx`);
      const { size } = await stat(/* turbopackIgnore: true */ model);
      if (size === record.bytes) models.push({ ...record, path: model });
    } catch {
      // A record that is damaged or without its file is as good as none: the model can be had again.
    }
  }
  return models;
}

/** Notes beside a model what is known of it. */
export async function writeModelRecord(
  { path: _, ...record }: ModelFile,
  folder: string,
): Promise<void> {
  await writeFile(join(folder, `${record.id}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

/** The model that is used unless one is named. @throws SegueError `model-missing` */
export async function defaultModel(): Promise<ModelFile> {
  const [model] = await listModelFiles();
  if (model) return model;
  throw new SegueError('model-missing', HOW_TO_GET_A_MODEL);
}

export const HOW_TO_GET_A_MODEL =
  'There is no HTDemucs model on this computer. Get one with "npm run models -- get htdemucs" (166 MB), or take one from your disk with "npm run models -- add FILE".';
