import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { folderWith } from "../automation/support/folder";
import { certificateFor } from "../support/certificates";
import { ACME, GLOBEX } from "./support/clients";
import {
  CERTIFICATE,
  caFile,
  cleanUp,
  NAME,
  ROOT,
  resolver,
  run,
  servers,
  troubles,
  useValidate,
  world,
} from "./support/validate";

describe("the network part of privatelink validate", function () {
  this.timeout(60_000);
  useValidate();

  it("tries names, connections and certificates for real, and names each failure", async () => {
    const { options, endpoint, port } = await world(ACME);
    const [first = "", second = ""] = endpoint.addresses;
    const dns = await resolver({
      [NAME]: ["93.184.215.14"],
      "alias.example.com": [endpoint.dnsNames[0] ?? ""],
      [endpoint.dnsNames[0] ?? ""]: [first],
    });
    await servers.https(first, port, certificateFor({ names: ["other.example.com"], by: ROOT }));
    await servers.resetting(second, port);
    const seen = await run(ACME, { ...options, dnsServer: dns, caFile: caFile() });
    expect(seen.code).to.equal(2);
    expect(troubles(seen.report)).to.deep.equal([
      "resolution FAIL: It gives 93.184.215.14: no address of the endpoint, but of public DNS, which answers where no private zone does.",
      "tcp FAIL: It connects and is reset at once: the load balancer has no healthy target, or the service hangs up.",
      `tls FAIL: The certificate is for other.example.com, not for ${NAME}.`,
    ]);
    servers.close();
    const again = await resolver({
      "alias.example.com": [endpoint.dnsNames[0] ?? ""],
      [endpoint.dnsNames[0] ?? ""]: [first],
    });
    const elsewhere = await run(ACME, { ...options, dnsServer: again });
    expect(troubles(elsewhere.report).map((line) => line.split(":")[0])).to.deep.equal([
      "resolution UNKNOWN",
      "tcp UNKNOWN",
      "tcp UNKNOWN",
      "tls UNKNOWN",
    ]);
    expect(elsewhere.report?.network?.from).to.equal("elsewhere");
    expect(elsewhere.code).to.equal(0);
    const inside = await run(ACME, { ...options, dnsServer: again, inside: true });
    expect(troubles(inside.report).map((line) => line.split(":")[0])).to.deep.equal([
      "resolution FAIL",
      "tcp FAIL",
      "tcp FAIL",
      "tls UNKNOWN",
    ]);
  });

  it("writes a probe for another host, and completes the report with its result", async () => {
    const { options, endpoint, port } = await world(GLOBEX);
    const folder = folderWith({}, cleanUp.add);
    const probe = path.join(folder, "probe.sh");
    const written = await run(GLOBEX, { ...options, caFile: caFile(), httpPath: "/health", probe, json: false });
    expect(written.code, written.stdout).to.equal(0);
    expect(written.stdout).to.include("bash probe.sh --json > result.json");
    for (const address of endpoint.addresses) await servers.https(address, port, CERTIFICATE);
    // The name service of that host.
    const addresses = endpoint.addresses.map((address) => `echo '${address} STREAM ${NAME}'`).join("\n");
    writeFileSync(path.join(folder, "getent"), `#!/bin/sh\n${addresses}\n`, { mode: 0o755 });
    const ran = await bash(probe, folder);
    expect(ran.code, ran.stderr).to.equal(0);
    writeFileSync(path.join(folder, "result.json"), ran.stdout);
    const completed = await run(GLOBEX, {
      ...options,
      httpPath: "/health",
      probeResult: path.join(folder, "result.json"),
      json: false,
      strict: true,
    });
    expect(completed.code, completed.stdout).to.equal(0);
    const lines = completed.stdout.trimEnd().split("\n");
    expect(lines.at(-3)).to.match(/^The network was tried from .+, which counts as inside vpc-\w+: /);
    lines.splice(-4);
    expect(lines.slice(-7).join("\n")).to.equal(ran.stderr.trimEnd());

    const other = await world(GLOBEX);
    const mixed = await run(GLOBEX, { ...other.options, probeResult: path.join(folder, "result.json") });
    expect([mixed.code, mixed.stdout]).to.deep.equal([1, ""]);
    expect(mixed.stderr).to.include(
      `is the result of a probe of ${endpoint.endpointId}, not of ${other.endpoint.endpointId}.`,
    );
  });
});

/** Runs a script with the folder before all others on its path. */
function bash(script: string, folder: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
    execFile("bash", [script, "--json"], { env }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
