import { conform } from './conform';
import { driver } from './drivers/netlify';

describe(driver.provider, () => conform(driver));
