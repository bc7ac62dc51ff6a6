import { driver } from './drivers/vercel';
import { conform } from './suite';

describe(driver.provider, () => conform(driver));
