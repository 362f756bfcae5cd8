/** The Region in an ARN. Throws for one that names none, and for what is no ARN. */
export function regionOf(arn: string): string {
  const region = arn.split(":")[3];
  if (!region) throw new Error(`${arn} is not an ARN with a Region.`);
  return region;
}
