import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { checkEnvironment } from "../../../components/lib/environment";
import { sentence } from "../../../components/lib/problem";
import {
  checkPackages,
  checkSha256,
  checkStartCommand,
  checkUserDataSize,
  checkUserDataText,
  USER_DATA_LIMIT,
  type UserDataSpec,
  userData,
} from "../../../components/lib/user-data";
import { anyCharacter } from "../../support/characters";

const SPEC: UserDataSpec = {
  service: "orders",
  region: "eu-central-1",
  artifact: { bucket: "artifacts", key: "abc/it's orders.tar.gz", sha256: "a".repeat(64) },
  startCommand: "node server.js",
  environment: { PORT: "3000" },
  privilegedPort: false,
};

function syntaxError(script: string): string {
  return spawnSync("/bin/bash", ["-n"], { input: script, encoding: "utf8" }).stderr;
}

/** Runs the script with its absolute folders below `root`, and stand-ins for the commands of an instance. */
class Instance {
  readonly root = mkdtempSync(join(tmpdir(), "instance-"));
  readonly calls = join(this.root, "calls");
  readonly source = join(this.root, "source.tar.gz");

  constructor() {
    for (const folder of ["bin", "opt", "etc/systemd/system", "archive"])
      mkdirSync(join(this.root, folder), { recursive: true });
    writeFileSync(this.calls, "");
    this.command("sleep", "exit 0");
    this.command("systemctl", `echo "systemctl $*" >>'${this.calls}'`);
    this.command("dnf", `echo "dnf $*" >>'${this.calls}'`);
    this.command("aws", `echo "aws $*" >>'${this.calls}'\ncp '${this.source}' "\${@: -1}"`);
    writeFileSync(
      join(this.root, "archive/server.js"),
      "console.log(JSON.stringify([process.cwd(), process.env.PORT, process.env.NAME]))",
    );
    chmodSync(join(this.root, "archive/server.js"), 0o600);
    execFileSync("tar", ["-czf", this.source, "-C", join(this.root, "archive"), "server.js"]);
  }

  get sha256(): string {
    return createHash("sha256").update(readFileSync(this.source)).digest("hex");
  }

  command(name: string, body: string): void {
    writeFileSync(join(this.root, "bin", name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }

  path(file: string): string {
    return join(this.root, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  boot(spec: UserDataSpec): { status: number | null; stderr: string; calls: string[] } {
    const script = userData(spec)
      .replaceAll("/opt/", `${this.root}/opt/`)
      .replaceAll("/etc/systemd/", `${this.root}/etc/systemd/`);
    const env = { PATH: `${this.root}/bin:/usr/bin:/bin`, HOME: this.root };
    const { status, stderr } = spawnSync("/bin/bash", ["-s"], { input: script, env, encoding: "utf8" });
    const calls = readFileSync(this.calls, "utf8")
      .trim()
      .split("\n")
      .map((call) => call.replaceAll(this.root, ""));
    return { status, stderr: stderr.replaceAll(this.root, ""), calls };
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

describe("The user data of an instance", () => {
  let instance: Instance;
  beforeEach(() => {
    instance = new Instance();
  });
  afterEach(() => instance.remove());

  const spec = (changes: Partial<UserDataSpec> = {}): UserDataSpec => ({
    ...SPEC,
    artifact: { ...SPEC.artifact, sha256: instance.sha256 },
    packages: [],
    ...changes,
  });

  it("fetches the artifact, unpacks it for every user, and starts the service", () => {
    const { status, stderr, calls } = instance.boot(spec());
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
    expect(calls).to.deep.equal([
      "aws s3 cp --region eu-central-1 --no-progress s3://artifacts/abc/it's orders.tar.gz /opt/orders/artifact.tar.gz",
      "systemctl daemon-reload",
      "systemctl enable --now orders.service",
    ]);
    expect(statSync(instance.path("opt/orders/app/server.js")).mode & 0o777).to.equal(0o644);
    expect(existsSync(instance.path("opt/orders/artifact.tar.gz"))).to.equal(false);
  });

  it("leaves a start script that runs the command with the environment in the folder of the service", () => {
    expect(instance.boot(spec({ environment: { PORT: "8080", NAME: "it's $HOME" } })).status).to.equal(0);
    const start = instance.path("opt/orders/start");
    expect(statSync(start).mode & 0o777).to.equal(0o755);
    const { stdout } = spawnSync(start, { env: { PATH: process.env.PATH }, encoding: "utf8" });
    expect(JSON.parse(stdout)).to.deep.equal([instance.path("opt/orders/app"), "8080", "it's $HOME"]);
  });

  it("leaves a unit that runs as a user of its own, without further rights, and is always restarted", () => {
    instance.boot(spec());
    expect(instance.read("etc/systemd/system/orders.service").replaceAll(instance.root, "")).to.equal(`[Unit]
Description=orders
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=/opt/orders/start
Restart=always
RestartSec=2
DynamicUser=yes
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateDevices=yes
CapabilityBoundingSet=
StateDirectory=orders
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
`);
  });

  it("gives the capability to listen below 1024 only to a service that does", () => {
    instance.boot(spec({ privilegedPort: true }));
    expect(instance.read("etc/systemd/system/orders.service")).to.include(
      "\nAmbientCapabilities=CAP_NET_BIND_SERVICE\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE\n",
    );
  });

  it("unpacks and starts nothing when the artifact has another SHA-256", () => {
    const { status, stderr, calls } = instance.boot(spec({ artifact: SPEC.artifact }));
    expect(status).to.equal(1);
    expect(stderr).to.include(`the artifact has another SHA-256 than ${"a".repeat(64)}; not unpacked\n`);
    expect(existsSync(instance.path("opt/orders/app/server.js"))).to.equal(false);
    expect(calls).to.have.length(1);
  });

  it("tries again while S3 does not answer", () => {
    const failure = `echo "aws" >>'${instance.calls}'\n[ "$(grep -c aws '${instance.calls}')" -ge 3 ] && cp '${instance.source}' "\${@: -1}"`;
    instance.command("aws", failure);
    const { status, calls } = instance.boot(spec());
    expect(status).to.equal(0);
    expect(calls.filter((call) => call === "aws")).to.have.length(3);
  });

  it("fails after five attempts, says where, and starts nothing", () => {
    instance.command("aws", `echo "aws" >>'${instance.calls}'\nexit 1`);
    const { status, stderr, calls } = instance.boot(spec());
    expect(status).to.equal(1);
    expect(calls).to.deep.equal(["aws", "aws", "aws", "aws", "aws"]);
    expect(stderr).to.include("attempt 5 of 5 failed: aws s3 cp");
    expect(stderr).to.match(/user data of orders failed at line \d+\n$/);
  });

  it("installs Node.js from the repository unless the image has it", () => {
    const { packages: _, ...byDefault } = spec();
    instance.command("node", "exit 0");
    expect(instance.boot(byDefault).calls[0]).to.match(/^aws /);
    const script = userData(byDefault).replace("command -v node", "command -v no-such-command");
    expect(script).to.include(
      "if ! command -v no-such-command >/dev/null; then\n  retry dnf install --assumeyes --quiet nodejs22\nfi\n",
    );
  });

  it("installs the packages that are asked for, and none when there are none", () => {
    expect(instance.boot(spec({ packages: ["java-21-amazon-corretto-headless", "jq"] })).calls[0]).to.equal(
      "dnf install --assumeyes --quiet java-21-amazon-corretto-headless jq",
    );
    expect(userData(spec())).not.to.include("dnf");
  });

  it("needs nothing from the internet", () => {
    expect(userData(SPEC)).not.to.match(/https?:|curl|wget|npm /);
  });

  it("is sound bash whatever the environment holds", () => {
    const value = fc.string({ unit: anyCharacter });
    fc.assert(
      fc.property(value, value, (first, second) => {
        const environment = { A: first, B: second };
        fc.pre(checkEnvironment(environment, "environment").length === 0);
        expect(syntaxError(userData({ ...SPEC, environment }))).to.equal("");
      }),
      { numRuns: 40 },
    );
  });
});

describe("The size of user data", () => {
  it("is accepted at EC2's limit and refused above it, in bytes rather than characters", () => {
    expect(checkUserDataText("x".repeat(USER_DATA_LIMIT), "userData")).to.deep.equal([]);
    expect(checkUserDataText("é".repeat(USER_DATA_LIMIT / 2 + 1), "userData").map(sentence)).to.deep.equal([
      'userData: "16386 bytes" makes user data of 16386 bytes, and EC2 takes at most 16384; put large values into the artifact or a parameter store.',
    ]);
  });

  it("of an accepted environment never exceeds the limit, whatever the artifact and the Region", () => {
    const { region: _region, artifact: _artifact, ...process } = SPEC;
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 16_384 }), (length) => {
        const environment = { A: "x".repeat(length) };
        fc.pre(checkUserDataSize({ ...process, environment }, "environment").length === 0);
        const artifact = { bucket: "b".repeat(63), key: "k".repeat(1024), sha256: "0".repeat(64) };
        const text = userData({ ...SPEC, environment, region: "ap-southeast-7", artifact });
        expect(checkUserDataText(text, "userData")).to.deep.equal([]);
      }),
    );
  });

  it("leaves an ordinary service most of the room", () => {
    expect(Buffer.byteLength(userData(SPEC))).to.be.below(2048);
  });
});

describe("What user data is made from", () => {
  it("is a SHA-256 in lowercase hexadecimal", () => {
    expect(checkSha256("0123456789abcdef".repeat(4), "artifact.sha256")).to.deep.equal([]);
    for (const value of ["", "A".repeat(64), "a".repeat(63), `${"a".repeat(64)}\n`]) {
      expect(checkSha256(value, "artifact.sha256").map(sentence)).to.deep.equal([
        `artifact.sha256: ${JSON.stringify(value)} is not a SHA-256; use the output of sha256sum, 64 hexadecimal digits in lowercase.`,
      ]);
    }
  });

  it("is a start command on one line", () => {
    expect(checkStartCommand("./bin/run --port 3000", "startCommand")).to.deep.equal([]);
    for (const value of ["", "  ", "a\nb", "a\0"]) expect(checkStartCommand(value, "startCommand")).to.have.length(1);
  });

  it("is names of packages", () => {
    expect(checkPackages(["nodejs22", "python3.12", "gtk+", "a_b-c"], "packages")).to.deep.equal([]);
    for (const value of ["", "a b", "-y", "a;b", "$(x)"])
      expect(checkPackages([value], "packages"), value).to.have.length(1);
  });
});
