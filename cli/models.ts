/** `npm run models`: the models that are on this computer, and how more come to it. */
import { reportError, SegueError } from '@/lib/base/errors';
import { REGISTERED_MODELS, registeredModel } from '@/lib/onnx/model-registry';
import { addModelFile, getModelFile } from '@/server/add-model';
import { listModelFiles, modelsFolder } from '@/server/model-files';
import { terminalProgress } from './progress';

const HELP = `
npm run models -- list       what there is, here and to be had
npm run models -- get NAME   downloads a model of the list, and goes on where it broke off
npm run models -- add FILE   keeps a copy of a model file from your disk
`;

async function main([verb, argument, ...rest]: string[]): Promise<void> {
  if (verb === 'list' && argument === undefined) return list();
  if (verb === 'get' && argument && rest.length === 0) return get(argument);
  if (verb === 'add' && argument && rest.length === 0) return add(argument);
  if (verb === '--help' || verb === undefined) {
    process.stdout.write(`${HELP.trim()}\n`);
    return;
  }
  throw new SegueError('bad-arguments', HELP.trim());
}

async function list(): Promise<void> {
  const here = await listModelFiles();
  const lines = REGISTERED_MODELS.map(({ id, name, bytes, licence, page }) => {
    const state = here.some((model) => model.id === id) ? 'here' : 'to be had';
    return [
      `${id.padEnd(20)} ${state.padEnd(10)} ${megabytes(bytes)}  ${name}`,
      `  licence: ${licence.name} (${licence.url})`,
      `  ${licence.note}`,
      `  from: ${page}`,
    ].join('\n');
  });
  const own = here
    .filter(({ id }) => !registeredModel(id))
    .map(({ id, name, bytes }) => `${id.padEnd(20)} here       ${megabytes(bytes)}  ${name}`);
  process.stdout.write(`${[...lines, ...own].join('\n\n')}\n\nKept in ${modelsFolder()}\n`);
}

async function get(id: string): Promise<void> {
  const model = registeredModel(id);
  if (!model) {
    const ids = REGISTERED_MODELS.map((entry) => entry.id).join(', ');
    throw new SegueError('bad-arguments', `There is no model "${id}". Choose one of: ${ids}.`);
  }
  process.stdout.write(
    `${model.name}, ${megabytes(model.bytes)}\nLicence: ${model.licence.name} (${model.licence.url})\n${model.licence.note}\n`,
  );
  const progress = terminalProgress(model.name);
  try {
    const { path, sha256 } = await getModelFile(model, { onProgress: progress.report });
    progress.done();
    process.stdout.write(`${path}\nSHA-256 ${sha256}\n`);
  } finally {
    progress.done();
  }
}

async function add(path: string): Promise<void> {
  const model = await addModelFile(path);
  process.stdout.write(`${model.name} is kept as ${model.path}\nSHA-256 ${model.sha256}\n`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 0)} MB`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { code, message } = reportError(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = code === 'bad-arguments' ? 2 : 1;
});
