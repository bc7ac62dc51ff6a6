import { createRequire } from 'node:module';
import * as path from 'node:path';
import { installPackages } from '../installation';

/** What is used of `@grpc/grpc-js`. */
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

/** What is used of `@grpc/proto-loader`. */
interface ProtoLoader {
  loadSync(file: string, options: object): unknown;
}

/** What is used of `@msgpack/msgpack`. */
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

/** The libraries that the stand-ins speak with. The first call installs them. */
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
