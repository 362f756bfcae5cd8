import { Refused } from "../../terminal/refused";
import { type Observations, observationsSchema } from "../network/observations";
import type { NetworkPlan } from "../network/plan";
import { readText } from "../read-target";

const AGAIN = "Run the probe again with --json, and give the file that its stdout is written to.";

/** Reads what a probe has written. Throws a {@link Refused} for anything else, and for the result of another endpoint. */
export async function readProbeResult(file: string, { endpointId }: NetworkPlan): Promise<Observations> {
  let document: unknown;
  try {
    document = JSON.parse(await readText(file));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`${file} is not the result of a probe, or not the whole of it. ${AGAIN}`);
  }
  const parsed = observationsSchema.safeParse(document);
  if (!parsed.success) {
    throw new Refused(`${file} is JSON, but not the result of a probe of this release. ${AGAIN}`);
  }
  if (parsed.data.endpointId !== endpointId) {
    throw new Refused(`${file} is the result of a probe of ${parsed.data.endpointId}, not of ${endpointId}. ${AGAIN}`);
  }
  return parsed.data;
}
