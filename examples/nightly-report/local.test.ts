import { minutes } from 'tradewind';
import { type LocalApp, localApp, testApp } from 'tradewind/testing';
import { ReportStack } from './stack';

let report: LocalApp;

beforeAll(async () => {
  const app = testApp();
  new ReportStack(app, 'Report');
  report = await localApp(app, { now: new Date('2027-01-31T01:55:00Z') });
});
afterAll(() => report.stop());

test('beats are counted until the report, which runs at three in Oslo', async () => {
  await report.clock.advance(minutes(6));
  expect(report.table('Report/Beats').items()).toHaveLength(6);
  const written = await report.bucket('Report/Reports').get('2027-01-31.json');
  expect(await written?.json()).toMatchObject({ title: 'Heartbeats', due: '2027-01-31T02:00:00.000Z' });
});
