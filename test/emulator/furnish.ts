import type { Project } from "../../automation/plan/project";
import type { ConsumerInput } from "../../functions/lib/consumer-schema";
import type { PublishedService } from "../../functions/lib/published-service";
import { ACME, GLOBEX, INITECH, PROVIDER, present } from "../aws/support/clients";
import { admit } from "../aws/support/connect";
import { addConsumers } from "../aws/support/consumers";
import { emulator } from "../aws/support/emulator";
import { publishService } from "../aws/support/publish";
import { createRegistryTable, putService } from "../aws/support/registry-table";
import type { Crowd } from "../support/emulator/control";
import { buildImage, namedImages } from "./images";

const UMBRELLA = "567890123456";
const HOOLI = "678901234567";
/** No consumer has these accounts. */
const STRANGER = "789012345678";
const ACQUAINTANCE = "890123456789";

/** What the playground has from the start. */
export interface Furnished {
  readonly accountId: string;
  readonly registryArn: string;
  readonly services: readonly PublishedService[];
  /** An endpoint whose account nobody knows, and that waits for a person. */
  readonly unknownEndpoint: string;
  /** An endpoint that waits because its consumer has as many as it may. */
  readonly endpointOverLimit: string;
  /** AMI that the stack file of the first Region names. */
  readonly image: string;
  /** AMI that no stack file names yet, in the same Region. */
  readonly newerImage: string;
}

function ago(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

function consumers(): readonly ConsumerInput[] {
  return [
    { name: "acme", account: ACME, plan: "gold", contact: "network@acme.example" },
    { name: "globex", account: GLOBEX, status: "suspended", notes: "Has not paid since spring." },
    { name: "initech", account: INITECH, plan: "starter", maxConnections: 1 },
    { name: "umbrella", account: UMBRELLA, plan: "trial", validUntil: ago(-24 * 5) },
    { name: "hooli", account: HOOLI, regions: ["us-east-2"] },
  ];
}

const CONNECTIONS: Readonly<Record<string, readonly Crowd[]>> = {
  "us-east-1": [
    { account: STRANGER, count: 1, createdAt: ago(2) },
    { account: INITECH, count: 1, createdAt: ago(1) },
    { account: INITECH, count: 1, state: "available", createdAt: ago(900) },
    { account: ACME, count: 2, createdAt: ago(0.05) },
    { account: ACME, count: 3, state: "available", createdAt: ago(2000) },
    { account: GLOBEX, count: 1, state: "available", createdAt: ago(3000) },
    { account: UMBRELLA, count: 1, state: "available", createdAt: ago(600) },
    { account: HOOLI, count: 1, createdAt: ago(30) },
    { account: ACQUAINTANCE, count: 1, state: "available", createdAt: ago(9000) },
  ],
  "us-east-2": [
    { account: ACME, count: 1, state: "available", createdAt: ago(1500) },
    { account: HOOLI, count: 1, createdAt: ago(0.2) },
    { account: GLOBEX, count: 1, createdAt: ago(4) },
  ],
};

/** A registry, a service in each of two Regions, consumers, connections of all kinds, and the AMIs of a project. */
export async function furnish(project: Project): Promise<Furnished> {
  const images = await namedImages(project);
  const { control } = await emulator(images);
  const registry = await createRegistryTable();
  await addConsumers(registry, ...consumers());
  const services: PublishedService[] = [];
  const ids: string[][] = [];
  for (const [region, crowds] of Object.entries(CONNECTIONS)) {
    const service = await publishService({ region });
    await putService(registry, service);
    await admit(service, ...new Set(crowds.map(({ account }) => account)));
    ids.push((await control.gather(service.serviceId, crowds)).flat());
    services.push(service);
  }
  const [[unknownEndpoint = "", endpointOverLimit = ""] = []] = ids;
  const [[imageRegion, [image]] = ["", []]] = Object.entries(images);
  return {
    accountId: PROVIDER,
    registryArn: registry.tableArn,
    services,
    unknownEndpoint,
    endpointOverLimit,
    image: present(image, "AMI that a stack file names").id,
    newerImage: await buildImage(imageRegion, "order-processor 2"),
  };
}
