import { hours } from 'tradewind';
import { type LocalApp, localApp, testApp } from 'tradewind/testing';
import { ClockStack } from './stack';

let clock: LocalApp;

beforeAll(async () => {
  const app = testApp();
  new ClockStack(app, 'Clock');
  clock = await localApp(app, { now: new Date('2027-01-31T13:30:00Z') });
});
afterAll(() => clock.stop());

test('a place has its time, and an unknown one has none', async () => {
  expect(await (await clock.fetch('/time/Europe/Oslo')).json()).toMatchObject({
    greeting: 'Ahoy',
    timeZone: 'Europe/Oslo',
  });
  expect((await clock.fetch('/time/Moon/Base')).status).toBe(404);
});

test('the hours strike, as often as the clock says', async () => {
  await clock.clock.advance(hours(2));
  const strikes = clock.logs.map(({ line }) => JSON.parse(line) as { message: string });
  expect(strikes.map(({ message }) => message)).toEqual(['dong dong', 'dong dong dong']);
});
