import type { ComparedStack, RunningImage } from "../../../automation/drift/compare/compared-stack";
import { judge } from "../../../components/lib/schema/judge";
import type { StackOutputs } from "../../../stacks/outputs";
import { type Settings, settings as schema } from "../../../stacks/schema/settings";
import { minimal } from "../../stacks/minimal";

/** Settings of a stack file, with the defaults of the program. */
export function settingsOf(written: Record<string, unknown> = {}): Settings {
  const judged = judge(schema, { ...minimal(), ...written }, []);
  if ("problems" in judged) throw new Error(JSON.stringify(judged.problems));
  return judged.value;
}

/** A stack that is deployed; `outputs` over what every stack has, `undefined` for one that is not. */
export function stackIn(
  region: string,
  {
    settings = {},
    otherSettings = {},
    outputs = {},
    image,
  }: {
    readonly settings?: Record<string, unknown>;
    readonly otherSettings?: Record<string, unknown>;
    readonly outputs?: Partial<StackOutputs> | undefined | "none";
    readonly image?: RunningImage;
  } = {},
): ComparedStack {
  const usual: Partial<StackOutputs> = {
    region,
    accountId: "123456789012",
    imageId: "ami-0123456789abcdef0",
    imageSources: [],
    artifacts: { orders: { bucket: `${region}-artifacts`, key: "orders.tar.gz", sha256: "a".repeat(64) } },
    version: "1.0.0",
    ports: [{ name: "api", port: 3000, protocol: "TCP" }],
    allowedPrincipals: ["arn:aws:iam::111122223333:root"],
    availabilityZoneIds: ["one-az1", "one-az2"],
  };
  return {
    stack: region,
    region,
    settings: settingsOf(settings),
    otherSettings: { "aws:region": region, ...otherSettings },
    outputs: outputs === "none" ? undefined : { ...usual, ...outputs },
    ...(image === undefined ? {} : { image }),
  };
}
