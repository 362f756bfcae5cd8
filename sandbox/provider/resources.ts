import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Cloud } from "../cloud";
import { resourceTable } from "../tables/index";
import { type Properties, text } from "../values";
import { encode } from "../wire";
import type { ProviderInstance } from "./instances";
import { type Received, received, sent, structOf } from "./structs";

/** What a call on a resource is about, beside its request. */
export interface Call {
  readonly cloud: Cloud;
  readonly instance: ProviderInstance;
}

type Aboutness = { getUrn(): string; getType(): string; getName(): string };

export function check(request: messages.CheckRequest, { cloud, instance }: Call): messages.CheckResponse {
  const given = received(request.getNews());
  const olds = received(request.getOlds()).properties;
  const { type, name, seed } = about(request);
  const checked = cloud.check(type, name, given.properties, {
    ...instance,
    seed,
    ...(Object.keys(olds).length === 0 ? {} : { olds }),
  });
  const response = new messages.CheckResponse();
  response.setInputs(sent(checked.inputs, given));
  response.setFailuresList(
    checked.problems.map(({ property, message }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(message);
      return failure;
    }),
  );
  return response;
}

export function diff(request: messages.DiffRequest, { cloud }: Call): messages.DiffResponse {
  const news = received(request.getNews()).properties;
  const outputs = received(request.getOlds()).properties;
  const olds = request.hasOldInputs() ? received(request.getOldInputs()).properties : inputsAmong(outputs, news);
  const found = cloud.diff(about(request).type, olds, news, outputs);
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse();
  response.setChanges(found.changed.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList([...found.changed]);
  response.setReplacesList([...found.replaces]);
  response.setDeletebeforereplace(found.deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const property of found.changed) {
    const entry = new messages.PropertyDiff();
    entry.setKind(kindOf(olds[property], news[property], found.replaces.includes(property)));
    entry.setInputdiff(true);
    response.getDetaileddiffMap().set(property, entry);
  }
  return response;
}

export function create(request: messages.CreateRequest, { cloud, instance }: Call): messages.CreateResponse {
  const given = received(request.getProperties());
  const inputs = given.properties;
  const { type, name, seed } = about(request);
  const context = { ...instance, name, seed };
  const response = new messages.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(outputs(type, cloud.unknownOutputs(type, inputs, context), given));
    return response;
  }
  const made = cloud.create(type, inputs, context);
  response.setId(made.id);
  response.setProperties(outputs(type, made.outputs, given));
  return response;
}

export function update(request: messages.UpdateRequest, { cloud, instance }: Call): messages.UpdateResponse {
  const given = received(request.getNews());
  const inputs = given.properties;
  const { type, name, seed } = about(request);
  const context = { ...instance, name, seed };
  const response = new messages.UpdateResponse();
  const changed = request.getPreview()
    ? cloud.unknownOutputs(type, inputs, context, received(request.getOlds()).properties)
    : cloud.update(type, request.getId(), inputs, context).outputs;
  response.setProperties(outputs(type, changed, given));
  return response;
}

/** An empty answer says that the resource is gone. */
export function read(request: messages.ReadRequest, { cloud, instance }: Call): messages.ReadResponse {
  const known = received(request.getProperties());
  const inputs = received(request.getInputs());
  const { type } = about(request);
  const stored = cloud.read(type, request.getId(), { region: regionOf(known, instance) });
  const response = new messages.ReadResponse();
  if (stored === undefined) return response;
  response.setId(stored.id);
  response.setProperties(outputs(type, stored.outputs, known));
  response.setInputs(sent(stored.inputs, inputs));
  return response;
}

export function remove(request: messages.DeleteRequest, { cloud, instance }: Call): Empty {
  const known = received(request.getProperties());
  cloud.delete(about(request).type, request.getId(), { region: regionOf(known, instance) });
  return new Empty();
}

export function invoke(request: messages.InvokeRequest, { cloud, instance }: Call): messages.InvokeResponse {
  const response = new messages.InvokeResponse();
  const { properties } = received(request.getArgs());
  response.setReturn(structOf(encode(cloud.invoke(request.getTok(), properties, { region: instance.region }))));
  return response;
}

/** Older engines send neither type nor name; both are in the URN. */
function about(request: Aboutness): { type: string; name: string; seed: string } {
  const urn = request.getUrn();
  const [, , types = "", ...names] = urn.split("::");
  const type = request.getType() || (types.split("$").at(-1) ?? "");
  return { type, name: request.getName() || names.join("::"), seed: urn };
}

function outputs(type: string, properties: Properties, request: Received) {
  // What is secret in the tags would else be laid open by all tags together.
  const derived = request.secrets.includes("tags") ? ["tagsAll"] : [];
  return sent(properties, request, [...(resourceTable(type).secrets ?? []), ...derived]);
}

/** A resource that states its Region keeps it, whatever the provider's is. */
function regionOf({ properties }: Received, instance: ProviderInstance): string {
  return text(properties.region) ?? instance.region;
}

/** Of outputs, those that the program gives: the best guess at old inputs where the engine has none (after an import). */
function inputsAmong(outputs: Properties, news: Properties): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([property]) => property in news));
}

function kindOf(before: unknown, after: unknown, replaces: boolean): messages.PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  if (before === undefined) return replaces ? ADD_REPLACE : ADD;
  if (after === undefined) return replaces ? DELETE_REPLACE : DELETE;
  return replaces ? UPDATE_REPLACE : UPDATE;
}
