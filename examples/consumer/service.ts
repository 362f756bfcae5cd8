import * as pulumi from "@pulumi/pulumi";
import { type ConsumedPort, type ConsumedService, fromHandoff } from "saas-privatelink";
import { handoffInFile, handoffOfStack } from "./handoff";

const CHOICE =
  "Set exactly one of provider (a stack's name), handoffFile (a path) and serviceName (with availabilityZoneIds and ports).";

const TOO_MANY = "Take the others away, for example with pulumi config rm provider.";

/** The service to connect to: from the provider's stack, from the hand-off in a file, or from the config itself. */
export async function chosenService(config: pulumi.Config): Promise<ConsumedService> {
  const provider = config.get("provider");
  const file = config.get("handoffFile");
  const serviceName = config.get("serviceName");
  const [only, another] = [
    provider !== undefined && (() => handoffOfStack(provider).then(fromHandoff)),
    file !== undefined && (() => handoffInFile(file).then(fromHandoff)),
    serviceName !== undefined && (() => serviceInConfig(config, serviceName)),
  ].filter((source) => source !== false);
  if (only === undefined) throw new pulumi.RunError(CHOICE);
  if (another !== undefined) throw new pulumi.RunError(`${CHOICE} ${TOO_MANY}`);
  return only();
}

/** What the provider told you, key by key. */
function serviceInConfig(config: pulumi.Config, serviceName: string): ConsumedService {
  return {
    serviceName,
    availabilityZoneIds: config.requireObject<string[]>("availabilityZoneIds"),
    ports: config.requireObject<ConsumedPort[]>("ports"),
    supportedRegions: config.getObject<string[]>("supportedRegions"),
    privateDnsName: config.get("privateDnsName"),
    name: config.get("name"),
  };
}
