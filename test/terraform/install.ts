import { findBinary } from './binary/find';
import { installPackages } from './installation';

/** Everything that is installed, before several tests would ask for it at the same time. */
export default function install(): void {
  findBinary();
  installPackages('tools');
  installPackages('cdktn');
}
