import { readFile } from "node:fs/promises";
import { type Handoff, HandoffError, parseHandoff } from "../../components/lib/handoff";
import { isRecord } from "../../components/lib/handoff-fields";
import { readJson } from "../../components/lib/handoff-text";
import { sentence } from "../../components/lib/problem";
import { regionOfServiceName } from "../../components/lib/service-names";
import { Refused } from "../terminal/refused";
import type { ValidateOptions } from "./options";
import type { Target, TargetPort } from "./target";
import { orNone } from "./words";

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
    validUntil: terms?.validUntil,
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
    `The service has no port ${port}: ${file} lists ${orNone(ports.map((one) => `${one.port} (${one.name})`))}.`,
    2,
  );
}

async function readHandoff(file: string): Promise<Handoff> {
  const text = await readText(file);
  try {
    return parseHandoff(documentOf(text));
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error;
    throw new Refused(error.problems.map((problem) => `${file}: ${sentence(problem)}`).join("\n"));
  }
}

/** The hand-off in a file of all outputs of a stack; any other text is its own document. */
function documentOf(text: string): unknown {
  const { value } = readJson(text, "handoff");
  return isRecord(value) && value.version === undefined && value.handoff !== undefined ? value.handoff : text;
}

/** The text of a file that the user named, in UTF-8, or in UTF-16 with the byte order mark that PowerShell writes. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    // A decoder leaves the mark out.
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Refused(code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`);
  }
}
