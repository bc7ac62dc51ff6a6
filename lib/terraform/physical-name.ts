export { type NameRule, physicalName } from '../physical-name';
