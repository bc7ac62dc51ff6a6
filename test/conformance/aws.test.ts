import { conform } from './conform';
import { driver, installRuntime } from './drivers/aws';

describe(driver.provider, () => {
  // Separate, since it takes its time at the first run.
  beforeAll(installRuntime, 300_000);
  conform(driver);
});
