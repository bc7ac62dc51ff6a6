import { conform } from './conform';
import { driver } from './drivers/azure';
import { apiFunction } from './suites/api-function';
import { boundFunction } from './suites/bound-function';
import { scheduledJob } from './suites/scheduled-job';

describe(driver.provider, () => conform(driver, [apiFunction, scheduledJob, boundFunction]));
