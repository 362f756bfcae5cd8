import { findingsOf } from "./finding";
import { HealthCheck, type HealthFinding } from "./health";

/** State of a service by the Region from which consumers connect. */
export interface RegionState {
  readonly region: string;
  /** For example `Available`. */
  readonly state: string;
}

const { healthy, waiting, failed } = findingsOf(HealthCheck.Service);

/** Whether the endpoint service is available, in its own Region and in those from which it is to be reached. */
export function judgeService(
  serviceId: string,
  state: string,
  regions: readonly RegionState[],
  supportedRegions: readonly string[],
): HealthFinding[] {
  const open = regions.filter(({ region }) => supportedRegions.includes(region));
  return [judge(serviceId, state), ...open.map((one) => judge(`${serviceId} from ${one.region}`, one.state))];
}

function judge(subject: string, state: string): HealthFinding {
  // The API's casing of states differs between its documents.
  switch (state.toLowerCase()) {
    case "available":
      return healthy(subject, "the endpoint service is available");
    case "pending":
      return waiting(subject, "the endpoint service is pending");
    default:
      return failed(subject, `the endpoint service is ${state.toLowerCase()}`);
  }
}
