import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkArnRegion } from "../../components/lib/arn-regions";
import { checkArtifactPath } from "../../components/lib/artifact";
import { at } from "../../components/lib/path";
import { checkPlacedServices } from "../../components/lib/ports";
import type { Problem } from "../../components/lib/problem";
import { checkProcess } from "../../components/lib/service-process";
import { checkSha256 } from "../../components/lib/user-data";
import { instancePorts, knownRegion, type PublishedService, publishedServices, type StackRule } from "./facts";

/** What has to hold of the services that the stack publishes. */
export const serviceRules: readonly StackRule[] = [
  (facts) => checkPlacedServices(publishedServices(facts)),
  (facts) => publishedServices(facts).flatMap(checkProgram),
  (facts) => publishedServices(facts).flatMap((published) => checkCertificates(published, knownRegion(facts))),
];

function checkProgram({ service, path }: PublishedService): Problem[] {
  const ports = instancePorts(service);
  const { artifact } = service;
  if (artifact !== undefined && ports.length === 0) {
    const rule = "is set, but no port has instances as targets";
    return [{ path: at(path, "artifact"), value: artifact, rule, remedy: "remove it, or set targetType to instance" }];
  }
  const context = { service: service.name, ports, artifact: artifact !== undefined };
  return [...checkArtifact(artifact, at(path, "artifact")), ...checkProcess(service, path, context)];
}

const IN_S3 = ["bucket", "key", "sha256"] as const;

function checkArtifact(artifact: PublishedService["service"]["artifact"], path: string): Problem[] {
  if (artifact === undefined) return [];
  const given = IN_S3.filter((key) => artifact[key] !== undefined);
  if (artifact.path !== undefined) {
    const rule = "is given besides path";
    const both = given.map((key) => ({
      path: at(path, key),
      value: artifact[key],
      rule,
      remedy: "keep one of the two",
    }));
    return [...both, ...checkFile(artifact.path, at(path, "path"))];
  }
  if (given.length === 0) {
    return [{ path, value: artifact, rule: "names no archive", remedy: "give path, or bucket, key and sha256" }];
  }
  const missing = IN_S3.filter((key) => artifact[key] === undefined).map((key) => {
    const remedy = "give bucket, key and sha256 of the archive";
    return { path: at(path, key), value: undefined, rule: "is needed for an archive in S3", remedy };
  });
  return [...missing, ...(artifact.sha256 === undefined ? [] : checkSha256(artifact.sha256, at(path, "sha256")))];
}

const OF_A_WORKSPACE = /^(?:\.\/)?(examples\/[^/]+)\/dist\/([^/]+)\.tar\.gz$/;

function checkFile(file: string, path: string): Problem[] {
  const [, folder, name] = OF_A_WORKSPACE.exec(file) ?? [];
  if (folder === undefined || existsSync(file) || nameOf(folder) !== name) return checkArtifactPath(file, path);
  return [{ path, value: file, rule: "has not been built", remedy: `build it with npm run build -w ${name}` }];
}

/** Name of the workspace in a folder, which is that of its archive; undefined where none is there. */
function nameOf(folder: string): string | undefined {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return undefined;
  const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: string };
  return name;
}

function checkCertificates({ service, path }: PublishedService, region: string | undefined): Problem[] {
  if (region === undefined) return [];
  return service.ports.flatMap(({ certificateArn }, index) =>
    certificateArn === undefined
      ? []
      : checkArnRegion(certificateArn, at(at(at(path, "ports"), index), "certificateArn"), region),
  );
}
