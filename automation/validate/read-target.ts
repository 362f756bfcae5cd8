import { readFile } from "node:fs/promises";
import { type Handoff, HandoffError, parseHandoff } from "../../components/lib/handoff";
import { sentence } from "../../components/lib/problem";
import { regionOfServiceName } from "../../components/lib/service-names";
import { Refused } from "../terminal/refused";
import type { ValidateOptions } from "./options";
import type { Target, TargetPort } from "./target";
import { listed } from "./words";

/** What the options say is to be validated. Throws a {@link Refused} where the hand-off cannot be used. */
export async function readTarget(options: ValidateOptions, env: NodeJS.ProcessEnv): Promise<Target> {
  const { endpoint, vpc, name, tlsName, httpPath, clientCidr, clientSg } = options;
  const asked = {
    endpointId: endpoint,
    vpcId: vpc,
    name,
    tlsName,
    httpPath,
    clients: { cidrs: clientCidr, groupIds: clientSg },
  };
  if (options.handoff !== undefined) {
    const handoff = await readHandoff(options.handoff);
    return { ...asked, ...ofHandoff(handoff, options, env) };
  }
  const { serviceName } = options;
  if (serviceName === undefined) throw new Refused("Say which service with --handoff or --service-name.", 2);
  const serviceRegion = regionOfServiceName(serviceName);
  return {
    ...asked,
    serviceName,
    serviceRegion,
    region: options.region ?? serviceRegion,
    ports: options.port.map((port) => ({ name: `${port}`, port, protocol: "TCP" })),
  };
}

function ofHandoff(handoff: Handoff, { region, port, handoff: file }: ValidateOptions, env: NodeJS.ProcessEnv) {
  const usual = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? "";
  const { terms } = handoff;
  const regions = terms?.endpointRegions ?? handoff.supportedRegions;
  const own = regions.includes(handoff.region) ? handoff.region : regions[0];
  return {
    serviceName: handoff.serviceName,
    serviceRegion: handoff.region,
    region: region ?? (regions.includes(usual) ? usual : (own ?? handoff.region)),
    supportedRegions: regions,
    account: terms?.consumer?.account,
    acceptedWithinMinutes: terms?.acceptance.withinMinutes,
    zoneIds: handoff.availabilityZoneIds,
    privateDnsName: handoff.privateDnsName ?? undefined,
    suggestedZoneName: handoff.suggestedZoneName,
    ports: port.length === 0 ? handoff.ports : port.map((each) => portOf(each, handoff, `${file}`)),
  };
}

function portOf(port: number, { ports }: Handoff, file: string): TargetPort {
  const found = ports.find((one) => one.port === port);
  if (found !== undefined) return found;
  throw new Refused(
    `The service has no port ${port}: ${file} lists ${listed(ports.map((one) => `${one.port} (${one.name})`))}.`,
    2,
  );
}

async function readHandoff(file: string): Promise<Handoff> {
  const text = await readText(file);
  try {
    return parseHandoff(text);
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error;
    throw new Refused(error.problems.map((problem) => `${file}: ${sentence(problem)}`).join("\n"));
  }
}

/** The text of a file that the user named. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Refused(code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`);
  }
}
