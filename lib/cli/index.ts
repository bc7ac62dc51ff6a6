/** Command line: `npx tradewind`. Reads the app model that synthesis wrote, or runs the app on this machine; it never deploys. */
import { createProgram } from './program';

void createProgram().parseAsync();
