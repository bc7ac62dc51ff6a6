import { driver } from './drivers/netlify';
import { conform } from './suite';

describe(driver.provider, () => conform(driver));
