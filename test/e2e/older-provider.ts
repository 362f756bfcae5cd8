import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

/** Variable by which a program gets to know its own main file, which stands behind `older-provider-main.ts`. */
export const PROGRAM_VARIABLE = "E2E_PROGRAM";

/** Properties that terraform-provider-aws 5 does not know, and that no other resource can stand in for. */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["warmUpConfiguration"],
};

/**
 * Lets a program run with terraform-provider-aws 5, of which there is a bridge under today's names: a resource in
 * another Region than the stack's gets a provider of that Region, and properties that it does not know are left out.
 */
export function adaptToOlderProvider(): void {
  const own = new pulumi.Config("aws").require("region");
  const providers = new Map<string, Provider>();
  const providerOf = (region: string): Provider => {
    const known = providers.get(region);
    if (known !== undefined) return known;
    const made = new Provider(`aws-${region}`, { region });
    providers.set(region, made);
    return made;
  };
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    if (!type.startsWith("aws:")) return undefined;
    const { region, ...rest } = props;
    const known = Object.fromEntries(Object.entries(rest).filter(([key]) => !UNKNOWN[type]?.includes(key)));
    if (region === undefined || region === own) return { props: known, opts };
    return { props: known, opts: pulumi.mergeOptions(opts, { provider: providerOf(region) }) };
  });
}
