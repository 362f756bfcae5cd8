import { getRegions } from "@pulumi/aws/getRegions";
import { REGIONS } from "../components/lib/regions";
import type { StackConfig } from "./config";
import { ConfigError } from "./config-error";

/**
 * Refuses further Regions that the account has not enabled: both sides of a connection must have, and the provider's part
 * is known here. AWS is asked only where there is such a Region.
 */
export async function refuseDisabledRegions({ stack, region, access }: StackConfig): Promise<void> {
  const { supportedRegions } = access;
  const inDoubt = supportedRegions.filter((name) => REGIONS.some((one) => one.name === name && one.optIn));
  if (inDoubt.every((name) => name === region)) return;
  const { names: enabled } = await getRegions({});
  const problems = supportedRegions.flatMap((name, index) => {
    if (!inDoubt.includes(name) || name === region || enabled.includes(name)) return [];
    const path = `access.supportedRegions[${index}]`;
    const rule = "is not enabled in the provider's account, and AWS opens a service only to Regions that are";
    const remedy = `enable it with aws account enable-region --region-name ${name}, or remove it`;
    return [{ path, value: name, rule, remedy }];
  });
  if (problems.length > 0) throw new ConfigError(stack, problems);
}
