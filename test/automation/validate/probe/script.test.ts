import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { observationsSchema } from "../../../../automation/validate/network/observations";
import { observe } from "../../../../automation/validate/network/observe";
import type { NetworkPlan } from "../../../../automation/validate/network/plan";
import { Vantage } from "../../../../automation/validate/network/vantage";
import { probeScript } from "../../../../automation/validate/probe/script";
import { lineOf } from "../../../../automation/validate/render";
import { networkFindings } from "../../../../automation/validate/rules/network";
import { authority, certificateFor } from "../../../support/certificates";
import { toolsFolder } from "../../../support/tools/python-tools";
import { CleanUp, folderWith } from "../../support/folder";
import { deafListener, Servers } from "../support/servers";

const NAME = "api.example.com";
const servers = new Servers();
const cleanUp = new CleanUp();
const root = authority("Tests Root");
const DAY_MS = 86_400_000;

const PLAN: NetworkPlan = {
  endpointId: "vpce-0123456789abcdef0",
  vpcId: "vpc-0123456789abcdef0",
  name: "localhost",
  tlsName: NAME,
  addresses: [
    { address: "127.0.0.1", zoneId: "use1-az1" },
    { address: "::1", zoneId: "use1-az1" },
  ],
  ports: [],
  udpPorts: [],
  timeoutSeconds: 1,
};

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script of a plan as on another host. */
function run(plan: NetworkPlan, args: readonly string[] = ["--json"], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const file = path.join(folderWith({ "probe.sh": probeScript(plan) }, cleanUp.add), "probe.sh");
  return new Promise((resolve, reject) => {
    execFile("/bin/bash", [file, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** What the command says that looks for itself. */
async function ownLines(plan: NetworkPlan): Promise<string[]> {
  const seen = await observe(plan, { clock: () => new Date() });
  return networkFindings(plan, seen, Vantage.Inside).map(lineOf);
}

/** What differs for good reason: how OpenSSL, curl and Node.js word an error. */
function withoutDetails(line: string): string {
  return line.replace(/(is not TLS|handshake failed|not HTTP|request failed): .*?\. (?=[A-Z])/, "$1. ");
}

describe("the probe", function () {
  this.timeout(120_000);
  afterEach(() => {
    servers.close();
    cleanUp.all();
  });

  it("is in order for shellcheck, with everything and with little in it", async function () {
    this.timeout(300_000);
    const folder = await toolsFolder();
    const full: NetworkPlan = {
      ...PLAN,
      ports: [
        { port: 443, tls: true },
        { port: 80, tls: false },
      ],
      udpPorts: [53],
      httpPath: "/it's?a=$HOME&b=`id`",
      ca: root.cert,
    };
    const files = folderWith({ "full.sh": probeScript(full), "small.sh": probeScript(PLAN) }, cleanUp.add);
    const said = await new Promise<string>((resolve) => {
      const names = ["full.sh", "small.sh"].map((name) => path.join(files, name));
      execFile(path.join(folder, "shellcheck"), names, (_, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(said).to.equal("");
  });

  it("says word for word what the command says, and its result completes the report", async () => {
    const past = { from: new Date(Date.now() - 9 * DAY_MS), to: new Date(Date.now() - 2 * DAY_MS) };
    const future = { from: new Date(Date.now() + 2 * DAY_MS) };
    const certificates = [
      { names: [NAME, "b.example.com"], by: root },
      { names: ["other.example.com", "*.example.org"], by: root },
      { names: [NAME], by: authority("Nobody's Root, Inc.") },
      { names: [NAME] },
      { names: [NAME], by: root, ...past },
      { names: ["other.example.com"], by: root, ...future },
    ];
    const statuses = [200, 302, 400, 404, 500, 503];
    const tls = await Promise.all(
      certificates.map((one, i) =>
        servers.https("127.0.0.1", 0, certificateFor(one), (_, response) =>
          response.writeHead(statuses[i] ?? 200).end(),
        ),
      ),
    );
    const deaf = await deafListener("127.0.0.1");
    servers.add(deaf.close);
    const plain = await servers.http("127.0.0.1", 0, (_, response) => response.end());
    const mail = await servers.tcp("127.0.0.1", 0, (socket) => socket.end("220 mail\r\n"));
    const silent = await servers.tcp("127.0.0.1");
    const reset = await servers.resetting("127.0.0.1");
    const both = await servers.https("127.0.0.1", 0, certificateFor({ names: [NAME], by: root }));
    await servers.https("::1", both, certificateFor({ names: [NAME], by: root }));
    const plan: NetworkPlan = {
      ...PLAN,
      ports: [
        ...[...tls, both, plain, silent].map((port) => ({ port, tls: true })),
        ...[mail, reset, deaf.port].map((port) => ({ port, tls: false })),
      ],
      udpPorts: [53],
      httpPath: "/health?a=1&b='2'",
      ca: root.cert,
    };
    const [{ code, stdout, stderr }, own] = await Promise.all([run(plan), ownLines(plan)]);
    expect(code).to.equal(2);
    const lines = stderr.trimEnd().split("\n");
    expect(lines.map(withoutDetails)).to.deep.equal(own.map(withoutDetails));
    const verdicts = (all: readonly string[]) => all.map((line) => line.split(" ")[0]);
    expect(new Set(verdicts(lines))).to.deep.equal(new Set(["OK", "FAIL", "UNKNOWN"]));

    const result = observationsSchema.parse(JSON.parse(stdout));
    expect(result.endpointId).to.equal(PLAN.endpointId);
    expect(networkFindings(plan, result, Vantage.Inside).map(lineOf)).to.deep.equal(lines);
  });

  it("tells names that lead elsewhere or nowhere", async () => {
    const nowhere = { ...PLAN, name: "no-such-name.invalid" };
    const elsewhere = { ...PLAN, addresses: [{ address: "127.0.0.9", zoneId: "use1-az1" }] };
    for (const plan of [nowhere, elsewhere]) {
      const { code, stdout } = await run(plan, []);
      expect(code).to.equal(2);
      expect(stdout.trimEnd().split("\n")).to.deep.equal(await ownLines(plan));
    }
    expect((await run(elsewhere, [])).stdout).to.match(
      /^FAIL {5}Name localhost: It gives .*: no address of vpce-0123456789abcdef0,/,
    );
  });

  it("tells public addresses from private ones as the command does", async () => {
    const answers = [
      ["93.184.215.14"],
      ["172.31.0.9"],
      ["172.32.0.9"],
      ["100.64.0.1"],
      ["fd00::1"],
      ["2600::1"],
      ["10.0.0.1", "8.8.8.8"],
    ];
    for (const addresses of answers) {
      const folder = folderWith({}, cleanUp.add);
      const lines = addresses.map((address) => `echo '${address}  STREAM x'`).join("\n");
      writeFileSync(path.join(folder, "getent"), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
      const { stdout } = await run(PLAN, [], { PATH: `${folder}:${process.env.PATH}` });
      const seen = { name: PLAN.name, outcome: "resolved" as const, addresses: [...addresses].sort() };
      const all = {
        version: 1 as const,
        endpointId: PLAN.endpointId,
        at: "",
        host: "",
        connections: [],
        handshakes: [],
        requests: [],
      };
      const [own] = networkFindings(PLAN, { ...all, resolution: seen }, Vantage.Inside).map(lineOf);
      expect(stdout.trimEnd()).to.equal(own);
    }
  });

  it("says what it could not try on a host that has neither openssl nor curl", async () => {
    const port = await servers.https("127.0.0.1", 0, certificateFor({ names: [NAME] }));
    const bare = folderWith({}, cleanUp.add);
    for (const tool of ["timeout", "getent", "sort", "bash", "date", "uname", "grep", "tail"]) {
      writeFileSync(path.join(bare, tool), `#!/bin/bash\nPATH=${process.env.PATH} exec ${tool} "$@"\n`, {
        mode: 0o755,
      });
    }
    const plan = { ...PLAN, addresses: PLAN.addresses.slice(0, 1), ports: [{ port, tls: true }], httpPath: "/" };
    const { stdout, stderr } = await run(plan, ["--json"], { PATH: bare });
    expect(stderr.trimEnd().split("\n").slice(-2)).to.deep.equal([
      `UNKNOWN  TLS ${port} at 127.0.0.1 in use1-az1: It was not tried: openssl is not installed on the host. Put that right on the host, and run it again.`,
      `UNKNOWN  GET / on ${port} at 127.0.0.1 in use1-az1: It was not tried: curl is not installed on the host. Put that right on the host, and run it again.`,
    ]);
    const result = observationsSchema.parse(JSON.parse(stdout));
    expect(networkFindings(plan, result, Vantage.Inside).map(lineOf)).to.deep.equal(stderr.trimEnd().split("\n"));
  });
});
