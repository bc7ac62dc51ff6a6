import { conform } from './conform';
import { driver } from './drivers/google';

describe(driver.provider, () => conform(driver));
