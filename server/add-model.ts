/** How models come into the folder: from the disk or by download, checked before they are kept. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SegueError } from '@/lib/base/errors';
import type { TaskOptions } from '@/lib/base/progress';
import { downloadModel } from '@/lib/onnx/download-model';
import { type RegisteredModel, registeredModelOf } from '@/lib/onnx/model-registry';
import { readModelForm } from '@/lib/stems/htdemucs/model-form';
import { type ModelFile, modelsFolder, writeModelRecord } from './model-files';
import { openModelInNode } from './node-onnx';

/**
 * Keeps a copy of a file from the user's disk.
 * @throws SegueError `file-not-found`, `model-unusable` where it is no model that can take songs apart
 */
export async function addModelFile(path: string, folder = modelsFolder()): Promise<ModelFile> {
  const model = await describeModelFile(path);
  await mkdir(folder, { recursive: true });
  const kept = join(folder, `${model.id}.onnx`);
  await copyFile(path, kept);
  await writeModelRecord({ ...model, path: kept }, folder);
  return { ...model, path: kept };
}

/**
 * Downloads a model of the registry; a download that broke off goes on.
 * @throws SegueError `model-unavailable`, `model-unusable` where its hash is another one
 */
export async function getModelFile(
  model: RegisteredModel,
  options: TaskOptions = {},
  folder = modelsFolder(),
): Promise<ModelFile> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${model.id}.part`);
  await downloadModel(model, {
    ...options,
    fetch,
    file: {
      size: async () => (await stat(part).catch(() => ({ size: 0 }))).size,
      append: (bytes) => appendFile(part, bytes),
      clear: () => rm(part, { force: true }),
    },
  });
  const sha256 = await hashFile(part);
  if (model.sha256 && sha256 !== model.sha256) {
    await rm(part, { force: true });
    throw new SegueError(
      'model-unusable',
      `What was downloaded as ${model.name} is another file: its SHA-256 is ${sha256} instead of ${model.sha256}. It was deleted; try again later.`,
    );
  }
  const path = join(folder, `${model.id}.onnx`);
  await rename(part, path);
  const { id, name, bytes, stemOrder } = model;
  const record = { id, name, bytes, sha256, stemOrder, path };
  await writeModelRecord(record, folder);
  return record;
}

/** A model file that stays where it is. @throws SegueError `file-not-found`, `model-unusable` */
export async function describeModelFile(path: string): Promise<ModelFile> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) {
    throw new SegueError('file-not-found', `There is no model file "${path}". Check the path.`);
  }
  const sha256 = await hashFile(path);
  const registered = registeredModelOf(sha256);
  const name = registered?.name ?? basename(path);
  const opened = await openModelInNode(await readFile(path), name);
  try {
    readModelForm(opened, registered?.stemOrder);
  } finally {
    await opened.release();
  }
  return {
    id: registered?.id ?? `file-${sha256.slice(0, 16)}`,
    name,
    bytes: info.size,
    sha256,
    stemOrder: registered?.stemOrder,
    path,
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
