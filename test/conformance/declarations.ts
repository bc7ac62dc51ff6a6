import * as path from 'node:path';
import type { Declaration } from './driver';

const handler = (name: string) => path.join(__dirname, 'handlers', `${name}.ts`);

/** Largest body that the API takes. */
export const LIMIT = 1000;

/** The origin whose pages may call the API. */
export const ORIGIN = 'https://shop.example';

export const declarations: readonly Declaration[] = [
  {
    construct: 'ApiFunction',
    id: 'Api',
    props: {
      entry: handler('api'),
      auth: 'none',
      routes: [
        'GET /echo/{name}',
        'GET /files/{path+}',
        'ANY /body',
        'GET /status/{code}',
        'GET /fail',
        'GET /later',
        'GET /stream',
      ],
      cors: { origins: [ORIGIN], exposeHeaders: ['x-total'] },
      maxRequestBytes: LIMIT,
      environment: { GREETING: 'hello' },
    },
  },
  {
    construct: 'ScheduledJob',
    id: 'Job',
    props: {
      entry: handler('job'),
      // By the clock of a zone with summer time.
      schedule: 'every day at 03:00',
      timeZone: 'Europe/Oslo',
      input: { days: 7 },
      overlap: 'allow',
    },
  },
];
