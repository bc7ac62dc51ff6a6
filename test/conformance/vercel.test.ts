import { conform } from './conform';
import { driver } from './drivers/vercel';

describe(driver.provider, () => conform(driver));
