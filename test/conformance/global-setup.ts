import { installRuntimes } from './runtimes';

export default installRuntimes;
