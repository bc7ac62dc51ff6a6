// Loaded before a runtime that asks the clock which run is due: while the file that TEST_CLOCK names holds a time, that is
// what its clock shows.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const file = process.env.TEST_CLOCK;

function now() {
  const time = readFileSync(file, 'utf8');
  return time === '' ? RealDate.now() : RealDate.parse(time);
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }

  static now() {
    return now();
  }
};
