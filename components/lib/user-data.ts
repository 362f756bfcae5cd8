import { type Environment, environmentFile, shellWord, writeFile } from "./environment";
import { at } from "./path";
import type { Check, Problem } from "./problem";

/** A service archive in S3 and how instances run it. */
export interface UserDataSpec {
  /** Name of the service, and of its systemd unit. */
  readonly service: string;
  /** Region of the bucket. */
  readonly region: string;
  readonly artifact: ArtifactLocation;
  /** One simple command, run in the folder of the unpacked archive. */
  readonly startCommand: string;
  readonly environment: Environment;
  /** Packages of the Amazon Linux repository to install; undefined means Node.js, unless the image has it. */
  readonly packages?: readonly string[];
  /** Whether the service listens on a port below 1024, which an ordinary user may not. */
  readonly privilegedPort: boolean;
}

/** Where an archive lies, and what it must hash to. */
export interface ArtifactLocation {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of the archive, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Longest user data that EC2 takes, in bytes before base64. */
export const USER_DATA_LIMIT = 16_384;

/** Package that brings `node` on Amazon Linux 2023. */
export const NODE_PACKAGE = "nodejs22";

/** Default of the start command. */
export const DEFAULT_START_COMMAND = "node server.js";

const LONGEST_ARTIFACT: ArtifactLocation = { bucket: "b".repeat(63), key: "k".repeat(1024), sha256: "0".repeat(64) };
const LONGEST_REGION = "r".repeat(24);
const PACKAGE = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Refuses what is not a SHA-256 in lowercase hexadecimal. */
export const checkSha256: Check<string> = (value, path) => {
  if (SHA256.test(value)) return [];
  const remedy = "use the output of sha256sum, 64 hexadecimal digits in lowercase";
  return [{ path, value, rule: "is not a SHA-256", remedy }];
};

/** Refuses a start command that is empty or has several lines. */
export const checkStartCommand: Check<string> = (value, path) => {
  if (value.trim() !== "" && !/[\0\n\r]/.test(value)) return [];
  return [{ path, value, rule: "is not one line with a command", remedy: "use one such as node server.js" }];
};

/** Refuses what is not a package name. */
export const checkPackages: Check<readonly string[]> = (packages, path) =>
  packages.flatMap((value, index): Problem[] => {
    if (PACKAGE.test(value)) return [];
    return [{ path: at(path, index), value, rule: "is not the name of a package", remedy: "use one such as nodejs22" }];
  });

/** Refuses a script that EC2 would refuse for its size. */
export const checkUserDataText: Check<string> = (text, path) => tooLarge(Buffer.byteLength(text), path);

/**
 * Refuses an environment that makes the script too large. What is known only later, the artifact and the Region,
 * counts with the longest that AWS allows, so that a large environment is refused before anything is created.
 */
export function checkUserDataSize(spec: Omit<UserDataSpec, "region" | "artifact">, path: string): Problem[] {
  const text = userData({ ...spec, region: LONGEST_REGION, artifact: LONGEST_ARTIFACT });
  return tooLarge(Buffer.byteLength(text), path);
}

function tooLarge(bytes: number, path: string): Problem[] {
  if (bytes <= USER_DATA_LIMIT) return [];
  const rule = `makes user data of ${bytes} bytes, and EC2 takes at most ${USER_DATA_LIMIT}`;
  return [{ path, value: `${bytes} bytes`, rule, remedy: "put large values into the artifact or a parameter store" }];
}

/**
 * The script that EC2 runs as root at the first start of an instance of Amazon Linux 2023. It needs the aws command,
 * dnf only for missing packages, and a way to S3 (a gateway endpoint is enough); it needs no internet.
 */
export function userData(spec: UserDataSpec): string {
  const { service, region, artifact } = spec;
  const home = `/opt/${service}`;
  return `#!/bin/bash
# Installs and starts ${service}. Output: /var/log/cloud-init-output.log; the service itself: journalctl -u ${service}
set -euo pipefail
trap 'echo "user data of ${service} failed at line $LINENO" >&2' ERR

retry() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if "$@"; then return 0; fi
    echo "attempt $attempt of 5 failed: $*" >&2
    sleep $((attempt * 3))
  done
  return 1
}

${installPackages(spec.packages)}
home=${home}
archive=$home/artifact.tar.gz
sha256=${shellWord(artifact.sha256)}
mkdir -p "$home/app"
retry aws s3 cp --region ${shellWord(region)} --no-progress ${shellWord(`s3://${artifact.bucket}/${artifact.key}`)} "$archive"
if ! echo "$sha256  $archive" | sha256sum --check --status -; then
  echo "the artifact has another SHA-256 than $sha256; not unpacked" >&2
  exit 1
fi
tar --extract --gzip --no-same-owner --file "$archive" --directory "$home/app"
rm "$archive"

${writeFile(`${home}/environment`, environmentFile(spec.environment))}
${writeFile(`${home}/start`, startScript(home, spec.startCommand))}
chmod -R a+rX "$home"
chmod a+x "$home/start"

${writeFile(`/etc/systemd/system/${service}.service`, unit(spec, home))}
systemctl daemon-reload
systemctl enable --now ${service}.service
`;
}

function installPackages(packages: readonly string[] | undefined): string {
  if (packages?.length === 0) return "";
  const install = `retry dnf install --assumeyes --quiet ${(packages ?? [NODE_PACKAGE]).join(" ")}`;
  return packages === undefined ? `if ! command -v node >/dev/null; then\n  ${install}\nfi\n` : `${install}\n`;
}

// bash reads the environment rather than systemd, whose rules for quotes in such files differ from any shell's.
function startScript(home: string, startCommand: string): string {
  return `#!/bin/bash
set -euo pipefail
. ${home}/environment
cd ${home}/app
exec ${startCommand}
`;
}

function unit({ service, privilegedPort }: UserDataSpec, home: string): string {
  return `[Unit]
Description=${service}
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=${home}/start
Restart=always
RestartSec=2
DynamicUser=yes
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateDevices=yes
${privilegedPort ? "AmbientCapabilities=CAP_NET_BIND_SERVICE\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE" : "CapabilityBoundingSet="}
StateDirectory=${service}
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
`;
}
