import { conform } from './conform';
import { driver } from './drivers/cloudflare';

describe(driver.provider, () => conform(driver));
