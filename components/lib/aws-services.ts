import { at } from "./path";
import type { Check, Problem } from "./problem";

/** Short names, as in `ssm` or `ecr.api`; a service's whole name begins with the prefix. */
const SERVICE = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*$/;
const WHOLE_NAME_PREFIX = "com.";
const BY_GATEWAY = ["s3", "dynamodb"];

/** Refuses what AWS has no gateway endpoint for. */
export const checkGatewayServices: Check<readonly string[]> = (services, path) =>
  services.flatMap((value, index): Problem[] => {
    const here = at(path, index);
    if (!BY_GATEWAY.includes(value)) {
      const remedy = `use ${BY_GATEWAY.join(" or ")} here, and interfaceEndpoints for other services`;
      return [{ path: here, value, rule: "is not a service with a gateway endpoint", remedy }];
    }
    return repeated(services, index, here);
  });

/** Refuses what is not the short name of an AWS service that is reached by an interface endpoint. */
export const checkInterfaceServices: Check<readonly string[]> = (services, path) =>
  services.flatMap((value, index): Problem[] => {
    const here = at(path, index);
    if (BY_GATEWAY.includes(value)) {
      const rule = "is reached by a gateway endpoint, which costs nothing";
      return [{ path: here, value, rule, remedy: "name it in gatewayEndpoints" }];
    }
    if (!SERVICE.test(value) || value.startsWith(WHOLE_NAME_PREFIX)) {
      const remedy = 'write it as in "ssm" or "ecr.api"';
      return [{ path: here, value, rule: "is not the short name of an AWS service", remedy }];
    }
    return repeated(services, index, here);
  });

function repeated(values: readonly string[], index: number, path: string): Problem[] {
  const value = values[index];
  if (value === undefined || values.indexOf(value) === index) return [];
  return [{ path, value, rule: "appears twice", remedy: "remove one of them" }];
}
