import { type Making, type Refusal, refuse } from "../table";
import { T } from "../tokens";
import { record, text, texts } from "../values";
import { parsePolicy } from "./policy";

type Json = Record<string, unknown>;

/** Anybody may, and no condition says otherwise: what S3 calls a public policy. */
function isPublic(statement: Json): boolean {
  const everyone = statement.Principal === "*" || texts(record(statement.Principal).AWS).includes("*");
  return statement.Effect === "Allow" && everyone && statement.Condition === undefined;
}

/** A bucket's policy speaks of that bucket, and is not public where public policies are blocked. */
export function admitBucketPolicy({ inputs, cloud, region }: Making): Refusal[] {
  const bucket = cloud.find(T.Bucket, text(inputs.bucket) ?? "", region);
  const parsed = parsePolicy(inputs.policy);
  if (bucket === undefined || "problem" in parsed) return [];
  const own = String(bucket.outputs.arn);
  const resources = parsed.statements.flatMap((statement) => texts(statement.Resource));
  const foreign = resources.find((resource) => resource !== own && !resource.startsWith(`${own}/`));
  const refusals: Refusal[] = [];
  if (foreign !== undefined) {
    refusals.push(refuse("policy", `MalformedPolicy: Policy has invalid resource: ${foreign} is not in ${own}`));
  }
  const blocked = cloud.referrers(bucket, T.BucketPublicAccessBlock).some((s) => s.inputs.blockPublicPolicy === true);
  if (blocked && parsed.statements.some(isPublic)) {
    const message =
      "AccessDenied: public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access";
    refusals.push(refuse("policy", message));
  }
  return refusals;
}
