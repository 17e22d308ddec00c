/** Puts what the browser loads by address, and the bundler does not handle, under `public/generated`. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = 'public/generated';

/** ONNX Runtime loads its WASM itself, by address. */
const ONNX_RUNTIME_FILES = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

rmSync(TARGET, { recursive: true, force: true });
const runtimeFolder = join(TARGET, 'onnxruntime');
mkdirSync(runtimeFolder, { recursive: true });
for (const file of ONNX_RUNTIME_FILES) {
  copyFileSync(join('node_modules/onnxruntime-web/dist', file), join(runtimeFolder, file));
}
