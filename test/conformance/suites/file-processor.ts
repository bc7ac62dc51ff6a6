import * as path from 'node:path';
import type { Suite } from '../driver';

const entry = path.join(__dirname, '../handlers/intake.ts');

/** Two processors of one bucket, and one with its own. */
export const fileProcessor: Suite = {
  declare({ Bucket, FileProcessor }, scope) {
    const inbox = new Bucket(scope, 'Inbox', { removalPolicy: 'destroy' });
    new FileProcessor(scope, 'Prices', { entry, bucket: inbox, prefix: 'prices/', suffix: '.csv' });
    new FileProcessor(scope, 'Notes', { entry, bucket: inbox, prefix: 'notes/', deletions: true });
  },

  tests({ provider, running, logged, expectLogged }) {
    const upload = (key: string, body: string | undefined) => running().upload!('Inbox', key, body);
    const seen = (key: string) => logged().filter((line) => line.message === 'saw' && line.key === key);

    describe('FileProcessor', () => {
      test('receives an upload, and reads it', async () => {
        await upload('prices/week 1+å.csv', 'a;1');
        await expectLogged({
          message: 'saw',
          type: 'object.created',
          key: 'prices/week 1+å.csv',
          subject: 'prices/week 1+å.csv',
          content: 'a;1',
          provider,
        });
      });

      test('receives only events that match its filter', async () => {
        await upload('prices/readme.txt', 'no');
        await upload('elsewhere/a.csv', 'no');
        await upload('notes/a.csv', 'yes');
        await upload('prices/last.csv', 'yes');
        await expectLogged({ message: 'saw', key: 'notes/a.csv', content: 'yes' });
        await expectLogged({ message: 'saw', key: 'prices/last.csv' });
        expect(['prices/readme.txt', 'elsewhere/a.csv'].flatMap(seen)).toEqual([]);
        expect(['notes/a.csv', 'prices/last.csv'].map((key) => seen(key).length)).toEqual([1, 1]);
      });

      test('receives a deletion, if configured', async () => {
        await upload('notes/gone.txt', 'x');
        await expectLogged({ message: 'saw', type: 'object.created', key: 'notes/gone.txt' });
        await upload('notes/gone.txt', undefined);
        await expectLogged({ message: 'saw', type: 'object.deleted', key: 'notes/gone.txt' });
      });
    });
  },
};
