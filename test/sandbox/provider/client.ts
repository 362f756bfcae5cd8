import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../../sandbox/values";

const struct = (properties: Properties) => Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
const plain = (value: Struct | undefined) => (value?.toJavaScript() ?? {}) as Properties;

/** An engine's side of one connection to a provider, reduced to what a test says and asks. */
export class EngineSide {
  readonly #client: ResourceProviderClient;

  constructor(port: number) {
    // Without a pool of its own, two clients of one address would share a connection, which two engines never do.
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  static urn(type: string, name: string): string {
    return `urn:pulumi:dev::test::${type}::${name}`;
  }

  close(): void {
    this.#client.close();
  }

  async handshake() {
    const request = new messages.ProviderHandshakeRequest();
    return (await this.#ask<messages.ProviderHandshakeResponse>("handshake", request)).toObject();
  }

  async pluginVersion(): Promise<string> {
    return (await this.#ask<{ getVersion(): string }>("getPluginInfo", new Empty())).getVersion();
  }

  async checkConfig(news: Properties) {
    const response = await this.#ask<messages.CheckResponse>(
      "checkConfig",
      new messages.CheckRequest().setNews(struct(news)),
    );
    return { inputs: plain(response.getInputs()), failures: response.toObject().failuresList };
  }

  async diffConfig(olds: Properties, news: Properties) {
    const request = new messages.DiffRequest().setOldInputs(struct(olds)).setNews(struct(news));
    return (await this.#ask<messages.DiffResponse>("diffConfig", request)).toObject();
  }

  async configure(args: Properties): Promise<void> {
    await this.#ask("configure", new messages.ConfigureRequest().setArgs(struct(args)));
  }

  async check(type: string, name: string, news: Properties, olds?: Properties) {
    const request = new messages.CheckRequest().setUrn(EngineSide.urn(type, name)).setNews(struct(news));
    if (olds !== undefined) request.setOlds(struct(olds));
    const response = await this.#ask<messages.CheckResponse>("check", request);
    return { inputs: plain(response.getInputs()), failures: response.toObject().failuresList };
  }

  async diff(type: string, name: string, oldInputs: Properties | undefined, olds: Properties, news: Properties) {
    const request = new messages.DiffRequest()
      .setUrn(EngineSide.urn(type, name))
      .setOlds(struct(olds))
      .setNews(struct(news));
    if (oldInputs !== undefined) request.setOldInputs(struct(oldInputs));
    const response = await this.#ask<messages.DiffResponse>("diff", request);
    const { DiffChanges } = messages.DiffResponse;
    const kinds = Object.entries(messages.PropertyDiff.Kind);
    const detailed: Record<string, string | undefined> = {};
    response.getDetaileddiffMap().forEach((entry, property) => {
      detailed[property] = kinds.find(([, value]) => value === entry.getKind())?.[0];
    });
    return {
      changes: response.getChanges() === DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      detailed,
    };
  }

  async create(type: string, name: string, inputs: Properties, preview = false) {
    const request = new messages.CreateRequest().setUrn(EngineSide.urn(type, name)).setProperties(struct(inputs));
    const response = await this.#ask<messages.CreateResponse>("create", request.setPreview(preview));
    return { id: response.getId(), outputs: plain(response.getProperties()) };
  }

  /** Checks and creates, as an engine does with a new resource. */
  async make(type: string, name: string, news: Properties) {
    const { inputs, failures } = await this.check(type, name, news);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return { inputs, ...(await this.create(type, name, inputs)) };
  }

  async update(type: string, name: string, id: string, olds: Properties, news: Properties, preview = false) {
    const request = new messages.UpdateRequest().setUrn(EngineSide.urn(type, name)).setId(id);
    request.setOlds(struct(olds)).setNews(struct(news)).setPreview(preview);
    return plain((await this.#ask<messages.UpdateResponse>("update", request)).getProperties());
  }

  async read(type: string, name: string, id: string, known: Properties = {}) {
    const request = new messages.ReadRequest()
      .setUrn(EngineSide.urn(type, name))
      .setId(id)
      .setProperties(struct(known));
    const response = await this.#ask<messages.ReadResponse>("read", request);
    return { id: response.getId(), outputs: plain(response.getProperties()), inputs: plain(response.getInputs()) };
  }

  async delete(type: string, name: string, id: string, known: Properties = {}): Promise<void> {
    const request = new messages.DeleteRequest()
      .setUrn(EngineSide.urn(type, name))
      .setId(id)
      .setProperties(struct(known));
    await this.#ask("delete", request);
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const request = new messages.InvokeRequest().setTok(token).setArgs(struct(args));
    return plain((await this.#ask<messages.InvokeResponse>("invoke", request)).getReturn());
  }

  /** The answer, or an error with what the engine would show. */
  #ask<Response>(method: keyof ResourceProviderClient & string, request: object): Promise<Response> {
    return new Promise((resolve, reject) => {
      const call = this.#client[method] as unknown as (
        request: object,
        callback: (error: grpc.ServiceError | null, response: Response) => void,
      ) => void;
      call.call(this.#client, request, (error, response) =>
        error === null ? resolve(response) : reject(new Error(error.details)),
      );
    });
  }
}
