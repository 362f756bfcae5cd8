import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DescribeVpcEndpointServicesCommand } from "@aws-sdk/client-ec2";
import { completeHandoff } from "../../../automation/handoff/document";
import { cliFiles } from "../../../automation/handoff/formats/cli";
import { handoff } from "../../../automation/handoff/handoff";
import type { Format } from "../../../automation/handoff/options";
import { providerOutputs } from "../../../automation/handoff/provider-outputs";
import { type HandoffFacts, handoffDocument } from "../../../components/lib/handoff";
import type { PublishedService } from "../../../functions/lib/published-service";
import type { Ended } from "../../automation/support/command";
import { FakeTerminal } from "../../automation/support/terminal";
import { toolsFolder } from "../../support/tools/python-tools";
import { clientsOf, environmentOf, PROVIDER, present } from "./clients";
import type { RegistryTable } from "./registry-table";

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for a test's files, in the system's temporary one, until the process ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "handoff-")));
  folders.push(folder);
  return folder;
}

/** The outputs that the stack of a service has, as far as a hand-off is made from them. */
export async function outputsOf(
  service: PublishedService,
  registry: RegistryTable,
  change: Partial<HandoffFacts> = {},
): Promise<Record<string, unknown>> {
  const { ec2 } = await clientsOf(PROVIDER, service.region);
  const { ServiceDetails: [detail] = [] } = await ec2.send(
    new DescribeVpcEndpointServicesCommand({ ServiceNames: [service.serviceName] }),
  );
  const facts: HandoffFacts = {
    name: service.name,
    serviceName: service.serviceName,
    region: service.region,
    supportedRegions: [service.region],
    availabilityZoneIds: present(detail?.AvailabilityZoneIds, "AZ ids"),
    ports: [{ name: "api", port: 3000, protocol: "TCP" }],
    acceptanceRequired: true,
    ipAddressTypes: ["ipv4"],
    ...change,
  };
  return {
    handoff: handoffDocument(facts),
    accountId: PROVIDER,
    serviceArn: service.serviceArn,
    registry: { tableName: registry.tableName, region: registry.region, ownerArn: registry.tableArn },
  };
}

/** Runs the command as an engineer of the provider; the folder with what it has written. */
export async function handOver(
  outputs: Readonly<Record<string, unknown>>,
  options: { readonly consumer?: string; readonly format?: Format },
): Promise<string> {
  const folder = temporaryFolder();
  const file = path.join(folder, "outputs.json");
  writeFileSync(file, JSON.stringify(outputs));
  const before = { ...process.env };
  Object.assign(process.env, await environmentOf());
  try {
    const terminal = new FakeTerminal();
    const out = path.join(folder, "package");
    const code = await handoff({ root: folder }, { ...options, outputs: file, out }, terminal);
    if (code !== 0) throw new Error(terminal.printed.stderr);
    return out;
  } finally {
    process.env = before;
  }
}

/** The script for anybody, made without the registry. */
export function scriptFor(outputs: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  const [script] = cliFiles(completeHandoff(providerOutputs(outputs, "test"), undefined, new Date()));
  const file = path.join(folder, "connect.sh");
  writeFileSync(file, present(script, "script").text, { mode: 0o755 });
  return file;
}

/** A script that is running. */
export interface Running {
  /** Resolves when it has said this on stderr. */
  said(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts the script as an engineer of an account does. */
export async function connect(
  script: string,
  account: string,
  settings: Readonly<Record<string, string>>,
  region?: string,
): Promise<Running> {
  const env = {
    PATH: `${await toolsFolder()}${path.delimiter}${process.env.PATH ?? ""}`,
    HOME: path.dirname(script),
    ...(await environmentOf(account, region)),
    POLL_SECONDS: "0.2",
    ...settings,
  };
  const child = spawn("bash", [script], { env, stdio: ["ignore", "pipe", "pipe"] });
  const printed = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  const collect = (stream: "stdout" | "stderr") => (text: string) => {
    printed[stream] += text;
    for (const look of waiting) look();
  };
  child.stdout.setEncoding("utf8").on("data", collect("stdout"));
  child.stderr.setEncoding("utf8").on("data", collect("stderr"));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? (signal === null ? 1 : 128), ...printed }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!printed.stderr.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(({ stderr }) => reject(new Error(`It ended without ${JSON.stringify(text)}: ${stderr}`)), reject);
    });
  return { said, ended };
}
