/** Command line: `npx tradewind`. Reads the app model that synthesis wrote; it never synthesizes or deploys. */
import { createProgram } from './program';

createProgram().parse();
