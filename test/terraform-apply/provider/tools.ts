import { createRequire } from 'node:module';
import * as path from 'node:path';
import { installPackages } from '../installation';

/** Parts of `@grpc/grpc-js` that are used. */
interface Grpc {
  readonly Server: new (options: Record<string, number>) => GrpcServer;
  readonly ServerCredentials: { createInsecure(): unknown };
  loadPackageDefinition(definition: unknown): { tfplugin5: { Provider: { service: unknown } } };
}

export interface GrpcServer {
  addService(service: unknown, calls: object): void;
  bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
  forceShutdown(): void;
}

/** Parts of `@grpc/proto-loader` that are used. */
interface ProtoLoader {
  loadSync(file: string, options: object): unknown;
}

/** Parts of `@msgpack/msgpack` that are used. */
interface MessagePack {
  encode(value: unknown): Uint8Array;
  decode(bytes: Uint8Array): unknown;
  readonly ExtData: new (type: number, data: Uint8Array) => object;
}

interface Tools {
  readonly grpc: Grpc;
  readonly protoLoader: ProtoLoader;
  readonly messagePack: MessagePack;
}

let loaded: Tools | undefined;

/** Loads the libraries for the protocol of the fakes. The first call installs them. */
export function tools(): Tools {
  if (loaded === undefined) {
    const load = createRequire(path.join(installPackages('tools'), 'index.js'));
    loaded = {
      grpc: load('@grpc/grpc-js'),
      protoLoader: load('@grpc/proto-loader'),
      messagePack: load('@msgpack/msgpack'),
    };
  }
  return loaded;
}
