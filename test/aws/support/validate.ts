import path from "node:path";
import {
  AcceptVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  type EC2Client,
  ModifyVpcEndpointServiceConfigurationCommand,
  RejectVpcEndpointConnectionsCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
} from "@aws-sdk/client-ec2";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import type { ValidateOptions } from "../../../automation/validate/options";
import type { Report } from "../../../automation/validate/report";
import { validate } from "../../../automation/validate/validate";
import { handoffDocument } from "../../../components/lib/handoff";
import type { PublishedService } from "../../../functions/lib/published-service";
import { CleanUp, folderWith } from "../../automation/support/folder";
import { FakeTerminal } from "../../automation/support/terminal";
import { dnsServer } from "../../automation/validate/support/dns-server";
import { Servers } from "../../automation/validate/support/servers";
import { authority, certificateFor } from "../../support/certificates";
import { clientsOf, environmentOf, PROVIDER } from "./clients";
import { admit } from "./connect";
import { type ConsumerVpc, consumerVpc, type Endpoint, endpointIn } from "./consumer-vpc";
import { emulator, useEmulator } from "./emulator";
import { publishService } from "./publish";

/** Name by which clients connect. */
export const NAME = "api.example.com";
/** The authority that certificates of the tests are by. */
export const ROOT = authority("Tests Root");
export const cleanUp = new CleanUp();
export const servers = new Servers();

const DEFAULTS: ValidateOptions = {
  port: [],
  clientCidr: [],
  clientSg: [],
  timeout: 2,
  network: true,
  json: true,
};

/** Runs the command in this process as an account, and gives its report. */
export async function run(account: string, options: Partial<ValidateOptions>) {
  const before = { ...process.env };
  Object.assign(process.env, await environmentOf(account));
  const terminal = new FakeTerminal();
  Object.assign(terminal.env, process.env);
  try {
    const code = await validate({ ...DEFAULTS, ...options }, terminal);
    const { stdout, stderr } = terminal.printed;
    const report = stdout.startsWith("{") ? (JSON.parse(stdout) as Report) : undefined;
    return { code, stdout, stderr, report };
  } finally {
    process.env = before;
  }
}

/** The findings that are not OK, as `check verdict: cause`. */
export function troubles(report: Report | undefined): string[] {
  return (report?.findings ?? [])
    .filter(({ verdict }) => verdict !== "OK")
    .map(({ check, verdict, cause }) => `${check} ${verdict}: ${cause}`);
}

export function handoffFile(service: PublishedService, port: number, privateDnsName?: string): string {
  const document = handoffDocument({
    name: service.name,
    serviceName: service.serviceName,
    region: service.region,
    supportedRegions: [service.region],
    availabilityZoneIds: ["use1-az1", "use1-az2"],
    ports: [{ name: "api", port, protocol: "TLS" }],
    acceptanceRequired: true,
    ipAddressTypes: ["ipv4"],
    privateDnsName,
  });
  return path.join(folderWith({ "handoff.json": JSON.stringify(document) }, cleanUp.add), "handoff.json");
}

/** Gives the service a private DNS name that is verified. */
export async function publishName({ serviceId }: PublishedService): Promise<void> {
  const { ec2, config } = await clientsOf(PROVIDER);
  await ec2.send(new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: serviceId, PrivateDnsName: NAME }));
  const { ServiceConfigurations: [service] = [] } = await ec2.send(
    new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [serviceId] }),
  );
  const proof = service?.PrivateDnsNameConfiguration;
  const route53 = new Route53Client(config);
  const { HostedZone: zone } = await route53.send(
    new CreateHostedZoneCommand({ Name: NAME, CallerReference: serviceId }),
  );
  const record = {
    Name: `${proof?.Name}.${NAME}`,
    Type: "TXT" as const,
    TTL: 60,
    ResourceRecords: [{ Value: `"${proof?.Value}"` }],
  };
  const ChangeBatch = { Changes: [{ Action: "CREATE" as const, ResourceRecordSet: record }] };
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone?.Id, ChangeBatch }));
  route53.destroy();
  await ec2.send(new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: serviceId }));
}

export async function decide(
  kind: "accept" | "reject",
  { serviceId }: PublishedService,
  endpointId: string,
): Promise<void> {
  const { ec2 } = await clientsOf(PROVIDER);
  const decision = { ServiceId: serviceId, VpcEndpointIds: [endpointId] };
  if (kind === "accept") await ec2.send(new AcceptVpcEndpointConnectionsCommand(decision));
  else await ec2.send(new RejectVpcEndpointConnectionsCommand(decision));
}

/** A free port of loopback. */
export async function freePort(): Promise<number> {
  const own = new Servers();
  const port = await own.tcp("127.0.0.1");
  own.close();
  return port;
}

export interface World {
  readonly service: PublishedService;
  readonly vpc: ConsumerVpc;
  readonly endpoint: Endpoint;
  readonly port: number;
  readonly handoff: string;
  /** The consumer's side of it, as a client. */
  readonly ec2: EC2Client;
  /** Options that name this endpoint. */
  readonly options: Partial<ValidateOptions>;
}

/** An accepted endpoint in a VPC where all is in order; clients use `NAME`, which a private zone of the VPC has. */
export async function world(account: string, groupIds?: readonly string[]): Promise<World> {
  const service = await publishService();
  const port = await freePort();
  await admit(service, account);
  const vpc = await consumerVpc(account, port);
  const endpoint = await endpointIn(vpc, service, groupIds);
  await decide("accept", service, endpoint.endpointId);
  await privateZone(account, vpc.vpcId, NAME);
  const handoff = handoffFile(service, port);
  const { ec2 } = await clientsOf(account);
  return { service, vpc, endpoint, port, handoff, ec2, options: { handoff, vpc: vpc.vpcId, name: NAME } };
}

export async function privateZone(account: string, vpcId: string, name: string): Promise<string> {
  const route53 = new Route53Client((await clientsOf(account)).config);
  const VPC = { VPCId: vpcId, VPCRegion: "us-east-1" as const };
  const { HostedZone: zone } = await route53.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: `${vpcId} ${name}`, VPC }),
  );
  route53.destroy();
  return `${zone?.Id}`.replace("/hostedzone/", "");
}

/** The resolver of the VPC. */
export async function resolver(records: Readonly<Record<string, readonly string[] | null>>): Promise<string> {
  const server = await dnsServer(records);
  servers.add(server.close);
  return server.address;
}

/** A certificate for `NAME` by the authority of `caFile`. */
export const CERTIFICATE = certificateFor({ names: [NAME], by: ROOT });

/** The authority of the tests, which no host trusts by itself. */
export function caFile(): string {
  return path.join(folderWith({ "ca.pem": ROOT.cert }, cleanUp.add), "ca.pem");
}

/** Ends after each test what it started; and the emulator before all of them is started. */
export function useValidate(): void {
  useEmulator();
  afterEach(async () => {
    servers.close();
    cleanUp.all();
    await (await emulator()).control.endFaults();
  });
}
