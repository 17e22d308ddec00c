/** `npm run bench`: the benchmarks, which print what they measure. */
import { runTypeScript } from './run-typescript.mjs';

runTypeScript('bench/bench.ts');
