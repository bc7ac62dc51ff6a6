import { conform } from './conform';
import { driver } from './drivers/netlify';
import { apiFunction } from './suites/api-function';
import { scheduledJob } from './suites/scheduled-job';

describe(driver.provider, () => conform(driver, [apiFunction, scheduledJob]));
