import { withHashes } from "./assets";
import type { Cloud } from "./cloud";
import { type Problem, problemSentence, type RecordedResource, type Request, type SessionOptions } from "./recording";
import { CloudError, type Refusal } from "./table";
import { resourceTables } from "./tables/index";
import { type Properties, record, text, texts } from "./values";

export type { RecordedResource } from "./recording";

const STACK_TYPE = "pulumi:pulumi:Stack";
const STACK_REFERENCE = "pulumi:pulumi:StackReference";
const AWS_PROVIDER = "pulumi:providers:aws";

/** One run of a Pulumi program against the sandbox. */
export class Session {
  readonly resources = new Map<string, RecordedResource>();
  readonly #cloud: Cloud;
  readonly #options: SessionOptions;

  constructor(cloud: Cloud, options: SessionOptions) {
    this.#cloud = cloud;
    this.#options = options;
  }

  register(request: Request): RecordedResource {
    const urn = this.#urn(request);
    if (this.resources.has(urn))
      this.#problem({
        urn,
        ...request,
        property: "",
        message: `duplicate URN ${urn}: two resources have the same parent type, type and name`,
      });
    const made = this.#make(urn, request);
    const resource = { ...request, urn, ...made, outputSecrets: outputSecrets(request) };
    this.resources.set(urn, resource);
    this.#options.onResource?.(resource);
    return resource;
  }

  /** A resource that the program looks up by its id. */
  read(request: Request, id: string): RecordedResource {
    const urn = this.#urn(request);
    const outputs =
      request.type === STACK_REFERENCE ? this.#stackReference(request, urn, id) : this.#lookUp(request, urn, id);
    const resource = { ...request, urn, id, outputs, outputSecrets: outputSecrets(request) };
    this.resources.set(urn, resource);
    this.#options.onResource?.(resource);
    return resource;
  }

  invoke(token: string, args: Properties, provider?: string): Properties {
    try {
      const result = this.#cloud.invoke(token, args, { region: this.#region(provider) });
      this.#options.onCall?.({ token, args, result, provider });
      return result;
    } catch (error) {
      throw new Error(
        problemSentence({ urn: "", type: token, name: "", property: "", message: (error as Error).message }),
      );
    }
  }

  #urn({ parent, type, name }: Request): string {
    const { project, stack } = this.#options;
    const above = parent?.split("::")[2];
    const qualified = above === undefined || above === STACK_TYPE ? type : `${above}$${type}`;
    return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
  }

  #make(urn: string, request: Request): { id?: string; outputs: Properties } {
    if (!request.custom) return { outputs: {} };
    if (request.type.startsWith("pulumi:providers:"))
      return { id: `provider-${request.name}`, outputs: request.inputs };
    const region = this.#region(request.provider);
    const report = (refusals: readonly Refusal[]) => {
      for (const refusal of refusals) this.#problem({ urn, type: request.type, name: request.name, ...refusal });
    };
    try {
      const context = { region, seed: urn, name: request.name, options: request.options };
      const given = withHashes(request.inputs);
      const { inputs, problems } = this.#cloud.check(request.type, request.name, given, context);
      report(problems);
      const defaultTags = this.#defaultTags(request.provider);
      return this.#cloud.create(request.type, inputs, { ...context, defaultTags, onRefusal: report });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      report(error.refusals);
      return { id: `refused-${request.name}`, outputs: request.inputs };
    }
  }

  #lookUp(request: Request, urn: string, id: string): Properties {
    const { type, name } = request;
    try {
      const stored = this.#cloud.read(type, id, {
        region: text(request.inputs.region) ?? this.#region(request.provider),
      });
      if (stored !== undefined) return stored.outputs;
      this.#problem({ urn, type, name, property: "id", message: `there is no resource ${id} in the sandbox to read` });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      this.#problem({ urn, type, name, property: "", message: error.message });
    }
    return request.inputs;
  }

  #stackReference({ type, inputs }: Request, urn: string, id: string): Properties {
    const name = text(inputs.name) ?? id;
    const outputs = this.#options.stackOutputs?.(name) ?? this.#own(name);
    if (outputs === undefined) {
      this.#problem({ urn, type, name, property: "name", message: `there is no stack "${name}" to read outputs from` });
    }
    return { name, outputs: outputs ?? {}, secretOutputNames: [...(this.#options.stackOutputSecrets?.(name) ?? [])] };
  }

  /** The running stack exists, so a reference to it is answered: before its first update, with nothing. */
  #own(name: string): Properties | undefined {
    const { organization = "organization", project, stack } = this.#options;
    return name === `${organization}/${project}/${stack}` ? {} : undefined;
  }

  #provider(reference: string | undefined): Properties {
    const urn = reference?.slice(0, reference.lastIndexOf("::")) ?? "";
    const provider = this.resources.get(urn);
    return provider?.type === AWS_PROVIDER ? provider.inputs : {};
  }

  #region(provider: string | undefined): string {
    return text(this.#provider(provider).region) ?? this.#options.region;
  }

  #defaultTags(provider: string | undefined): Readonly<Record<string, string>> | undefined {
    const given = this.#provider(provider).defaultTags;
    if (given === undefined) return this.#options.defaultTags;
    const tags = typeof given === "string" ? JSON.parse(given) : given;
    return record(tags).tags as Record<string, string> | undefined;
  }

  #problem(problem: Problem): void {
    const { urn, type, name, property, message } = problem;
    const plain = { urn, type, name, property, message };
    if (this.#options.onProblem === undefined) throw new Error(problemSentence(plain));
    this.#options.onProblem(plain);
  }
}

/** Outputs that repeat a secret input, and those that the program or the type declares secret. */
function outputSecrets({ type, secrets, options }: Request): string[] {
  const declared = [...texts(options.additionalSecretOutputs), ...(resourceTables[type]?.secrets ?? [])];
  return [...new Set([...secrets, ...declared])];
}
