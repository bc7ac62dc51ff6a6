import { driver } from './drivers/cloudflare';
import { conform } from './suite';

describe(driver.provider, () => conform(driver));
