import { driver } from './drivers/google';
import { conform } from './suite';

describe(driver.provider, () => conform(driver));
