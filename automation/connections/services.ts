import { byCodeUnit } from "../../components/lib/by-code-unit";
import { nearest } from "../../components/lib/nearest";
import type { PublishedService } from "../../functions/lib/published-service";
import type { RegistryContext } from "../registry/context";
import { Refused } from "../terminal/refused";
import type { ServiceOptions } from "./options";

/** How people know a service: `order-processor in us-east-1`. */
export function titleOf({ name, region }: Pick<PublishedService, "name" | "region">): string {
  return `${name} in ${region}`;
}

/** The services of the registry that the options leave, by Region and name. */
export async function servicesOf(
  { registry, tableArn }: Pick<RegistryContext, "registry" | "tableArn">,
  { service, region }: ServiceOptions = {},
): Promise<readonly PublishedService[]> {
  const all = (await registry.services()).toSorted((one, other) => byCodeUnit(placeOf(one), placeOf(other)));
  if (all.length === 0) {
    throw new Refused(
      `No service is in the registry ${tableArn}; pulumi up of a stack with access.approval: registry adds its own.`,
    );
  }
  const named = all.filter(({ name }) => service === undefined || name === service);
  if (service !== undefined && named.length === 0)
    throw unknown(
      "service",
      service,
      all.map(({ name }) => name),
    );
  const wanted = named.filter((each) => region === undefined || each.region === region);
  if (region !== undefined && wanted.length === 0) {
    throw unknown(
      "Region of a service",
      region,
      named.map((each) => each.region),
    );
  }
  return wanted;
}

/** What is said of a name that the registry does not have. */
function unknown(what: string, name: string, known: readonly string[]): Refused {
  const names = [...new Set(known)].sort();
  const meant = nearest(name, names);
  const remedy = meant === undefined ? `there are ${names.join(", ") || "none"}.` : `did you mean ${meant}?`;
  return new Refused(`${JSON.stringify(name)} is not a ${what} in the registry; ${remedy}`);
}

function placeOf({ region, name, serviceId }: PublishedService): string {
  return [region, name, serviceId].join(" ");
}
