import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Document, parseDocument } from "yaml";
import { regions } from "../sandbox/data/regions";
import { ROOT } from "./measure";

const KEY = "saas-privatelink";

/** A stack file made from that of us-east-1. */
export function stackFile(folder: string, stack: string, edit: (file: Document) => void): string {
  const document = parseDocument(readFileSync(path.join(ROOT, "Pulumi.us-east-1.yaml"), "utf8"));
  edit(document);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `Pulumi.${stack}.yaml`);
  writeFileSync(file, document.toString());
  return file;
}

/** One file for each of so many Regions. */
export function regionFiles(folder: string, count: number): readonly string[] {
  const names = [...regions.keys()].slice(0, count);
  if (names.length < count) throw new Error(`The sandbox has ${names.length} Regions, not ${count}.`);
  return names.map((region) =>
    stackFile(folder, region, (file) => {
      file.setIn(["config", "aws:region"], region);
      // Every zone of the newer Regions has it; in us-east-1 all zones but one.
      file.setIn(["config", `${KEY}:fleet`, "instanceType"], "t3.small");
    }),
  );
}

/** us-east-1 with so many ports. */
export function withPorts(folder: string, count: number): string {
  const ports = Array.from({ length: count }, (_, i) => ({ name: `p${i}`, port: 3000 + i }));
  return stackFile(folder, `ports-${count}`, (file) => file.setIn(["config", `${KEY}:service`, "ports"], ports));
}

/** us-east-1 in so many of its Availability Zones. */
export function withZones(folder: string, count: number): string {
  const zones = (regions.get("us-east-1")?.zones ?? []).filter(({ type }) => type === "availability-zone");
  const excluded = zones
    .map(({ id }) => id)
    .sort()
    .slice(count);
  return stackFile(folder, `zones-${count}`, (file) =>
    file.setIn(["config", `${KEY}:network`, "excludeZoneIds"], excluded),
  );
}

/** us-east-1 with so many services behind its load balancer. */
export function withServices(folder: string, count: number): string {
  const services = Array.from({ length: count - 1 }, (_, i) => ({
    name: `service-${i}`,
    ports: [{ name: "api", port: 4000 + i }],
  }));
  return stackFile(folder, `services-${count}`, (file) =>
    file.setIn(["config", `${KEY}:additionalServices`], services),
  );
}
