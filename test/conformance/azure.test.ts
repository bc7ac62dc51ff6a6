import { conform } from './conform';
import { driver } from './drivers/azure';

describe(driver.provider, () => conform(driver));
