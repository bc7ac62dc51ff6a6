import { distributions } from './distributions';
import { endpoints } from './endpoints';
import { functions } from './functions';
import { logs } from './logs';
import { permissions } from './permissions';
import { queues } from './queues';
import { state } from './state';

export type { Acknowledgement } from './acknowledgement';

/** All acknowledged findings. A test shows that each is reported without its acknowledgement. */
export const acknowledgements = {
  ...functions,
  ...permissions,
  ...endpoints,
  ...logs,
  ...queues,
  ...state,
  ...distributions,
};

/** Name of an acknowledged finding. */
export type AcknowledgementName = keyof typeof acknowledgements;
