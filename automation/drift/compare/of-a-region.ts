const ARN = /^arn:aws[\w-]*:([^:]+):([^:]+):[^:]*:.+$/;
const RESOURCE_ID = /^(ami|eni|pl|rtb|sg|snap|subnet|vpc|vpce)-[0-9a-f]{8,17}$/;

/**
 * A text of a setting without what is of the stack's own Region, so that it can be compared with that of another: the
 * ARN of a key in us-east-1 and that of a key in us-east-2 are the same, an ARN of a third Region is not.
 */
export function withoutRegion(text: string, region: string): string {
  const [, service, where] = ARN.exec(text) ?? [];
  if (service !== undefined && where === region) return `(ARN of ${service} in its Region)`;
  const [, kind] = RESOURCE_ID.exec(text) ?? [];
  if (kind !== undefined) return `(${kind}-... of its Region)`;
  return text.replaceAll(new RegExp(`(?<![a-z0-9])${region}(?![a-z0-9])`, "g"), "<region>");
}
