// Loaded before a runtime that reads the clock to find the due run: while the file named by TEST_CLOCK holds a time, the
// clock shows that time.
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
