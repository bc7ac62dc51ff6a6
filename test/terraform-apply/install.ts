import { theBinary } from './binary/find';
import { installPackages } from './installation';

/** Everything that is installed, before several tests would ask for it at the same time. */
export default function install(): void {
  theBinary();
  installPackages('tools');
}
