import { conform } from './conform';
import { driver } from './drivers/vercel';
import { apiFunction } from './suites/api-function';
import { scheduledJob } from './suites/scheduled-job';

describe(driver.provider, () => conform(driver, [apiFunction, scheduledJob]));
