/** Puts what the browser loads by address, and the bundler does not handle, under `public/generated`. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const TARGET = 'public/generated';

/** ONNX Runtime loads its WASM itself, by address. */
const ONNX_RUNTIME_FILES = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify'].flatMap(
  (build) => [`${build}.mjs`, `${build}.wasm`],
);

rmSync(TARGET, { recursive: true, force: true });
const runtimeFolder = join(TARGET, 'onnxruntime');
mkdirSync(runtimeFolder, { recursive: true });
for (const file of ONNX_RUNTIME_FILES) {
  copyFileSync(join('node_modules/onnxruntime-web/dist', file), join(runtimeFolder, file));
}

const buildInto = (folder: string, files: string[]) =>
  buildSync({
    entryPoints: files.map((file) => join('workers', file)),
    outdir: join(TARGET, folder),
    entryNames: '[name]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
  });

/** The bundler serves a worklet's source as it is, so worklets are built here. */
buildInto(
  'worklets',
  readdirSync('workers').filter((file) => file.endsWith('.worklet.ts')),
);
/** It has a policy of its own, so it needs an address of its own. */
buildInto('workers', ['download.worker.ts']);

/** The ranking model that everybody begins with. */
const modelFolder = join(TARGET, 'models');
mkdirSync(modelFolder, { recursive: true });
for (const file of ['taste-first.onnx', 'taste-first.json']) {
  copyFileSync(join('models', file), join(modelFolder, file));
}
