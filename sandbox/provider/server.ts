import * as grpc from "@grpc/grpc-js";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Cloud } from "../cloud";
import * as configuration from "./configuration";
import { ProviderInstances } from "./instances";
import * as resources from "./resources";
import { StateFile } from "./state-file";

/** Launch templates carry user data, which is more than gRPC's own limit allows in a large program. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;

export interface SandboxProvider {
  /** Port on 127.0.0.1: `PULUMI_DEBUG_PROVIDERS=aws:<port>` makes an engine use it. */
  readonly port: number;
  readonly cloud: Cloud;
  /** Stops listening, once the state is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts the sandbox as Pulumi's `aws` provider, on a free port of 127.0.0.1. One server is one AWS account: all stacks
 * that are to see each other's resources use the same.
 *
 * @param stateFile JSON file that keeps the account; made when it is not there
 */
export async function startProvider(stateFile: string): Promise<SandboxProvider> {
  const state = new StateFile(stateFile);
  const server = new grpc.Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  server.addService(ResourceProviderService, service(state));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    port,
    cloud: state.cloud,
    stop: async () => {
      server.forceShutdown();
      await state.save();
    },
  };
}

/** Every method of the protocol that an AWS provider answers; grpc says "unimplemented" for the others. */
function service(state: StateFile): Partial<IResourceProviderServer> & grpc.UntypedServiceImplementation {
  const instances = new ProviderInstances();
  const { cloud } = state;
  const on = <Request, Response>(
    method: (request: Request, call: resources.Call) => Response,
    changes: (request: Request) => boolean = () => false,
  ) =>
    answer<Request, Response>(async (request, peer) => {
      const response = method(request, { cloud, instance: instances.of(peer) });
      if (changes(request)) await state.save();
      return response;
    });
  return {
    handshake: answer(() => configuration.handshake()),
    getPluginInfo: answer(() => new PluginInfo().setVersion(awsVersion)),
    getSchema: answer(() => new GetSchemaResponse().setSchema(JSON.stringify({ name: "aws", version: awsVersion }))),
    attach: answer(() => new Empty()),
    cancel: answer(() => new Empty()),
    checkConfig: answer(configuration.checkConfig),
    diffConfig: answer(configuration.diffConfig),
    configure: answer((request, peer) => configuration.configure(request, peer, instances)),
    check: on(resources.check),
    diff: on(resources.diff),
    create: on(resources.create, (request) => !request.getPreview()),
    read: on(resources.read),
    update: on(resources.update, (request) => !request.getPreview()),
    delete: on(resources.remove, () => true),
    invoke: on(resources.invoke),
  };
}

/** Turns a function into a gRPC method: what it throws becomes the error that the engine shows. */
function answer<Request, Response>(
  method: (request: Request, peer: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => method(call.request, call.getPeer()))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.UNKNOWN, message: messageOf(error) }),
      );
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
