import type { Problem } from "./problem";

/** Parts of the name under which consumers find an endpoint service. */
export interface ServiceNameParts {
  readonly region: string;
  readonly serviceId: string;
}

const SERVICE_NAME = /^(?:cn\.)?com\.amazonaws\.vpce\.([a-z0-9-]+)\.(vpce-svc-[0-9a-f]+)$/;

/** Region and id in a service name; `undefined` when it is not the name of an endpoint service. */
export function parseServiceName(serviceName: string): ServiceNameParts | undefined {
  const [, region, serviceId] = SERVICE_NAME.exec(serviceName) ?? [];
  return region === undefined || serviceId === undefined ? undefined : { region, serviceId };
}

/** The Region in which a service lives. */
export function regionOfServiceName(serviceName: string): string {
  const parts = parseServiceName(serviceName);
  if (parts === undefined) throw new Error(`${serviceName} is not the name of an endpoint service.`);
  return parts.region;
}

/** Refuses anything but the name of an endpoint service, and a name of another Region than `region` (where given). */
export function checkServiceName(value: string, path: string, region?: string): Problem[] {
  const parts = parseServiceName(value);
  if (parts === undefined) {
    return [
      {
        path,
        value,
        rule: "is not the name of an endpoint service",
        remedy: "use the provider's serviceName, com.amazonaws.vpce.<region>.vpce-svc-<id>",
      },
    ];
  }
  if (region === undefined || parts.region === region) return [];
  return [
    {
      path,
      value,
      rule: `is the name of a service in ${parts.region}, not in ${region}`,
      remedy: "take service name and Region from the same stack of the provider",
    },
  ];
}
