import { theBinary } from './binary/find';
import { installPackages } from './installation';

/** Installs everything before several tests would install it at the same time. */
export default function install(): void {
  theBinary();
  installPackages('tools');
}
