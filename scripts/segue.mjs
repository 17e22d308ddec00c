/** `npm run segue`: the studio from a terminal. */
import { runTypeScript } from './run-typescript.mjs';

runTypeScript('cli/segue.ts');
