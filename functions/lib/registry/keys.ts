import type { OpenQuestion } from "../open-question";
import type { PublishedService } from "../published-service";

/** Primary key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Partitions that hold the items of one kind each. */
export const Partition = {
  Consumers: "CONSUMERS",
  Names: "NAMES",
  Services: "SERVICES",
  Warnings: "WARNINGS",
  Proofs: "PROOFS",
} as const;
export type Partition = (typeof Partition)[keyof typeof Partition];

export function consumerKey(account: string): Key {
  return { pk: Partition.Consumers, sk: account };
}

export function nameKey(name: string): Key {
  return { pk: Partition.Names, sk: name };
}

export function serviceKey({ region, serviceId }: Pick<PublishedService, "region" | "serviceId">): Key {
  return { pk: Partition.Services, sk: `${region}#${serviceId}` };
}

export function warningKey(account: string): Key {
  return { pk: Partition.Warnings, sk: account };
}

/** Key of a used proof of account; `id` is the hash of its signature. */
export function proofKey(id: string): Key {
  return { pk: Partition.Proofs, sk: id };
}

/** Partition of the open questions of a service. */
export function questionsOf(serviceId: string): string {
  return `OPEN#${serviceId}`;
}

export function questionKey({ serviceId, endpointId }: Pick<OpenQuestion, "serviceId" | "endpointId">): Key {
  return { pk: questionsOf(serviceId), sk: endpointId };
}

/** Partition of the audit of an endpoint or of an account. */
export function auditOf(id: string): string {
  return `AUDIT#${id}`;
}

/** The key as messages write it. */
export function keyText({ pk, sk }: Key): string {
  return `${pk}/${sk}`;
}
