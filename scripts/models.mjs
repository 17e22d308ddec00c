/** `npm run models`: lists, gets and adds models. */
import { runTypeScript } from './run-typescript.mjs';

runTypeScript('cli/models.ts');
