import * as path from 'node:path';
import type { StandIn } from './stand-in';
import { type GrpcServer, tools } from './tools';

/** Address at which Terraform reaches a running provider. */
export interface Reattachment {
  readonly Protocol: 'grpc';
  readonly ProtocolVersion: 5;
  readonly Pid: number;
  readonly Test: true;
  readonly Addr: { readonly Network: 'tcp'; readonly String: string };
}

/** Fake that listens on this machine only. */
export interface Serving {
  readonly reattachment: Reattachment;
  stop(): void;
}

type Answer = (error: Error | null, response?: object) => void;
// biome-ignore lint/suspicious/noExplicitAny: each call has a request of its own, which the protocol file describes
type Reply = (request: any) => object;

/** Serves a fake over the plugin protocol. */
export async function serve(standIn: StandIn): Promise<Serving> {
  const { grpc } = tools();
  // The schemas of a large stack are larger than gRPC sends by default.
  const server = new grpc.Server({ 'grpc.max_send_message_length': -1, 'grpc.max_receive_message_length': -1 });
  server.addService(service(), calls(standIn));
  const port = await listen(server);
  const Addr = { Network: 'tcp', String: `127.0.0.1:${port}` } as const;
  return {
    reattachment: { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr },
    stop: () => server.forceShutdown(),
  };
}

function service(): unknown {
  const { grpc, protoLoader } = tools();
  const options = { keepCase: true, defaults: true, longs: Number };
  const definition = protoLoader.loadSync(path.join(__dirname, 'plugin.proto'), options);
  return grpc.loadPackageDefinition(definition).tfplugin5.Provider.service;
}

function listen(server: GrpcServer): Promise<number> {
  return new Promise((resolve, reject) => {
    const credentials = tools().grpc.ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}

function calls(standIn: StandIn): object {
  return {
    GetSchema: answer(() => standIn.getSchema()),
    PrepareProviderConfig: answer(({ config }) => ({ prepared_config: config })),
    ValidateResourceTypeConfig: answer(() => ({})),
    ValidateDataSourceConfig: answer(() => ({})),
    UpgradeResourceState: answer(({ raw_state }) => ({ upgraded_state: { json: raw_state.json } })),
    Configure: answer((request) => standIn.configure(request)),
    ReadResource: answer(({ current_state }) => ({ new_state: current_state })),
    PlanResourceChange: answer((request) => standIn.plan(request)),
    ApplyResourceChange: answer((request) => standIn.apply(request)),
    ReadDataSource: answer((request) => standIn.readData(request)),
    Stop: answer(() => ({})),
  };
}

// A fault of the fake reaches Terraform as an error of the call, instead of ending the process.
function answer(reply: Reply): (call: { readonly request: object }, done: Answer) => void {
  return ({ request }, done) => {
    try {
      done(null, reply(request));
    } catch (error) {
      done(error as Error);
    }
  };
}
