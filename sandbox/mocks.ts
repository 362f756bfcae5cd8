import * as pulumi from "@pulumi/pulumi";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Cloud } from "./cloud";
import type { Request, SessionOptions } from "./recording";
import { Session } from "./session";
import type { Properties } from "./values";
import { decode, encode } from "./wire";

export type { Problem, RecordedCall, RecordedResource, SessionOptions } from "./recording";
export { problemSentence } from "./recording";
export type { Session } from "./session";

type Callback<T> = (error: Error | null, response?: T) => void;

type JsonObject = Parameters<typeof Struct.fromJavaScript>[0];

function toStruct(properties: Properties, secrets: readonly string[] = []): Struct {
  return Struct.fromJavaScript(encode(properties, secrets) as JsonObject);
}

function fromStruct(struct: Struct | undefined) {
  return decode((struct?.toJavaScript() ?? {}) as Properties);
}

function optionsOf(request: resource.RegisterResourceRequest): Properties {
  const options: Properties = {};
  const ignoreChanges = request.getIgnorechangesList();
  const replaceOnChanges = request.getReplaceonchangesList();
  if (ignoreChanges.length > 0) options.ignoreChanges = ignoreChanges;
  if (replaceOnChanges.length > 0) options.replaceOnChanges = replaceOnChanges;
  if (request.getDeletebeforereplacedefined()) options.deleteBeforeReplace = request.getDeletebeforereplace();
  if (request.getRetainondelete()) options.retainOnDelete = true;
  const additionalSecretOutputs = request.getAdditionalsecretoutputsList();
  if (additionalSecretOutputs.length > 0) options.additionalSecretOutputs = additionalSecretOutputs;
  return options;
}

/** Answers the SDK's requests from the sandbox, as the engine would with real providers. */
class SandboxMonitor {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  registerResource(
    request: resource.RegisterResourceRequest,
    callback: Callback<resource.RegisterResourceResponse>,
  ): void {
    this.#answer(callback, () => {
      const { properties, secrets } = fromStruct(request.getObject());
      const dependencies: Record<string, string[]> = {};
      for (const [property, list] of request.getPropertydependenciesMap().entries()) {
        if (list.getUrnsList().length > 0) dependencies[property] = list.getUrnsList();
      }
      const made = this.#session.register({
        ...this.#common(request, properties),
        custom: request.getCustom(),
        protect: request.getProtect() || undefined,
        dependencies: request.getDependenciesList(),
        propertyDependencies: dependencies,
        secrets,
        options: optionsOf(request),
      });
      const response = new resource.RegisterResourceResponse();
      response.setUrn(made.urn);
      response.setId(made.id ?? "");
      response.setObject(toStruct(made.outputs, made.outputSecrets));
      return response;
    });
  }

  readResource(request: resource.ReadResourceRequest, callback: Callback<resource.ReadResourceResponse>): void {
    this.#answer(callback, () => {
      const { properties, secrets } = fromStruct(request.getProperties());
      const common = this.#common(request, properties);
      const dependencies = request.getDependenciesList();
      const found = this.#session.read(
        { ...common, custom: true, dependencies, propertyDependencies: {}, secrets, options: {} },
        request.getId(),
      );
      const response = new resource.ReadResourceResponse();
      response.setUrn(found.urn);
      response.setProperties(toStruct(found.outputs, secrets));
      return response;
    });
  }

  invoke(request: resource.ResourceInvokeRequest, callback: Callback<provider.InvokeResponse>): void {
    this.#answer(callback, () => {
      const { properties } = fromStruct(request.getArgs());
      const result = this.#session.invoke(request.getTok(), properties, request.getProvider() || undefined);
      const response = new provider.InvokeResponse();
      response.setReturn(toStruct(result));
      return response;
    });
  }

  registerResourceOutputs(request: resource.RegisterResourceOutputsRequest, callback: Callback<object>): void {
    this.#answer(callback, () => {
      const known = this.#session.resources.get(request.getUrn());
      if (known === undefined) throw new Error(`outputs of an unknown resource ${request.getUrn()}`);
      const { properties, secrets } = fromStruct(request.getOutputs());
      known.outputs = properties;
      known.outputSecrets = secrets;
      return {};
    });
  }

  /** Output values would put Outputs among the inputs, which have to be plain here. */
  supportsFeature(request: resource.SupportsFeatureRequest, callback: Callback<object>): void {
    const unsupported = ["outputValues", "transforms", "invokeTransforms"];
    callback(null, { getHassupport: () => !unsupported.includes(request.getId()) });
  }

  registerPackage(
    _request: resource.RegisterPackageRequest,
    callback: Callback<resource.RegisterPackageResponse>,
  ): void {
    const response = new resource.RegisterPackageResponse();
    response.setRef("sandbox");
    callback(null, response);
  }

  #common(request: resource.RegisterResourceRequest | resource.ReadResourceRequest, inputs: Properties) {
    const common: Pick<Request, "type" | "name" | "parent" | "provider" | "inputs"> = {
      type: request.getType(),
      name: request.getName(),
      inputs,
      ...(request.getParent() === "" ? {} : { parent: request.getParent() }),
      ...(request.getProvider() === "" ? {} : { provider: request.getProvider() }),
    };
    return common;
  }

  #answer<T>(callback: Callback<T>, work: () => T): void {
    let response: T;
    try {
      response = work();
    } catch (error) {
      const { message } = error as Error;
      // The SDK shows the message of a failed registration, and the details of a failed call.
      callback(Object.assign(new Error(message), { details: message }));
      return;
    }
    callback(null, response);
  }
}

/**
 * Lets the Pulumi program that runs next in this process speak to the sandbox. Call it before the program module is
 * loaded; `pulumi.runtime.setAllConfig` gives the program its config.
 */
export async function useSandbox(cloud: Cloud, options: SessionOptions): Promise<Session> {
  const session = new Session(cloud, options);
  const { project, stack, organization } = options;
  const monitor = new SandboxMonitor(session);
  await pulumi.runtime.setMocks({ call: unanswered, newResource: unanswered }, project, stack, false, organization);
  // The SDK's own monitor does not tell the mocks about parents and dependencies, and installing another one switches
  // secrets off, so the one that is installed gets our answers.
  for (const method of ANSWERS) Object.assign(installed(), { [method]: monitor[method].bind(monitor) });
  return session;
}

const ANSWERS = [
  "registerResource",
  "readResource",
  "invoke",
  "registerResourceOutputs",
  "supportsFeature",
  "registerPackage",
] as const;

function installed(): object {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("The SDK has no monitor after setMocks.");
  return monitor;
}

function unanswered(): never {
  throw new Error("The SDK's mock monitor was asked instead of the sandbox.");
}
