import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { regions } from "../data/regions";
import { isUnknown, type Properties, same } from "../values";
import type { ProviderInstances } from "./instances";
import { received, sent } from "./structs";

/** Config of a provider as inputs: all that the sandbox insists on is a Region that there is. */
export function checkConfig(request: messages.CheckRequest): messages.CheckResponse {
  const config = received(request.getNews());
  const response = new messages.CheckResponse();
  response.setInputs(sent(config.properties, config));
  const reason = wrongRegion(config.properties.region);
  if (reason !== undefined) {
    const failure = new messages.CheckFailure();
    failure.setProperty("region");
    failure.setReason(reason);
    response.setFailuresList([failure]);
  }
  return response;
}

function wrongRegion(region: unknown): string | undefined {
  if (region === undefined) {
    return "Missing Region: set `aws:region` in the stack's config, or `region` of the provider";
  }
  return isUnknown(region) || regions.has(String(region)) ? undefined : `invalid AWS Region: ${String(region)}`;
}

/** A provider of another Region is another provider: what it made is made anew there. */
export function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const olds = received(request.getOldInputs() ?? request.getOlds()).properties;
  const news = received(request.getNews()).properties;
  const changed = configKeys(olds, news).filter((key) => isUnknown(news[key]) || !same(olds[key], news[key]));
  const response = new messages.DiffResponse();
  response.setDiffsList(changed);
  response.setReplacesList(changed.filter((key) => key === "region" && !isUnknown(news.region)));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
  return response;
}

export function configure(
  request: messages.ConfigureRequest,
  peer: string,
  instances: ProviderInstances,
): messages.ConfigureResponse {
  instances.configure(peer, received(request.getArgs()).properties);
  const response = new messages.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setAcceptresources(false);
  response.setAcceptoutputs(false);
  return response;
}

export function handshake(): messages.ProviderHandshakeResponse {
  const response = new messages.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setAcceptResources(false);
  response.setAcceptOutputs(false);
  return response;
}

function configKeys(olds: Properties, news: Properties): string[] {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  keys.delete("version");
  return [...keys];
}
