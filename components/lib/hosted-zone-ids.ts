import type { Check } from "./problem";

const HOSTED_ZONE_ID = /^Z[A-Z0-9]{1,31}$/;

/** Refuses what is not the id of a Route 53 hosted zone. */
export const checkHostedZoneId: Check<string> = (value, path) => {
  if (HOSTED_ZONE_ID.test(value)) return [];
  const remedy = "use the id that Route 53 shows, such as Z0123456789ABCDEFGHIJ, without /hostedzone/";
  return [{ path, value, rule: "is not the id of a hosted zone", remedy }];
};
