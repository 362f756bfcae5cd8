import type { Check } from "../../../components/lib/problem";
import { hidden, shown } from "./shown";

const LONGEST_AUDIENCE = 256;
/** No spaces: a signature takes several for one. No characters beyond ASCII: two that look alike differ. */
const AUDIENCE = /^[A-Za-z0-9](?:[A-Za-z0-9._:/@+=,-]*[A-Za-z0-9])?$/;

/** Refuses what cannot be the name of whom a proof is for. */
export const checkAudience: Check<string> = (value, path) => {
  if (value.length > LONGEST_AUDIENCE) {
    const rule = `is longer than ${LONGEST_AUDIENCE} characters`;
    return [{ path, value: hidden(value), rule, remedy: "use the name that the provider gives" }];
  }
  if (AUDIENCE.test(value)) return [];
  const remedy =
    "use the name that the provider gives, such as the name of its service, com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
  return [{ path, value: shown(value), rule: "is not a name of letters, digits and . _ : / @ + = , -", remedy }];
};
