import type { Problem } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import { checkTags } from "../../components/lib/tag-rules";
import { approvalRules } from "./approval";
import { computeRules } from "./compute";
import { consumerRules } from "./consumer";
import { exposureRules } from "./exposure";
import type { StackRule } from "./facts";
import { networkRules } from "./network";
import { serviceRules } from "./services";

/** Every rule over a stack file that can be applied before AWS is asked. */
export const stackRules: readonly StackRule[] = [
  ({ region }) => checkHostRegion(region),
  ...serviceRules,
  ...networkRules,
  ...computeRules,
  ...exposureRules,
  ...approvalRules,
  ...consumerRules,
  ({ tags }) => checkTags(tags, "tags"),
];

function checkHostRegion(region: string | undefined): Problem[] {
  if (region !== undefined) return checkRegion(region, "aws:region");
  const remedy = "set it to the Region of the stack, for example us-east-1";
  return [{ path: "aws:region", value: region, rule: "is required", remedy }];
}
