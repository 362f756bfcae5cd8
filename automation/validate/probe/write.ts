import { writeFile } from "node:fs/promises";
import path from "node:path";
import { shellWord } from "../../../components/lib/environment";
import { Refused } from "../../terminal/refused";
import type { NetworkPlan } from "../network/plan";
import { probeScript } from "./script";

/** Writes the script, to be run by its owner and nobody else, and returns the file's name. A file that is there is kept, unless forced. */
export async function writeProbe(
  plan: NetworkPlan | undefined,
  file: string | true,
  isForced: boolean,
): Promise<string> {
  if (plan === undefined) {
    throw new Refused(
      "No probe was written: no addresses of an endpoint are known. Put right first what is wrong above.",
    );
  }
  const name = file === true ? `privatelink-probe-${plan.endpointId}.sh` : file;
  try {
    await writeFile(name, probeScript(plan), { mode: 0o700, flag: isForced ? "w" : "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      throw new Refused(`No probe was written: there is already a file ${name}. Say --force to write over it.`);
    }
    throw new Refused(`The probe cannot be written to ${name}: ${(error as Error).message}.`);
  }
  return name;
}

/** What a person does with the script. */
export function howToRun({ vpcId }: NetworkPlan, file: string): string {
  return [
    `The network part is in ${file}. On a host in ${vpcId}, with the file copied there:`,
    `  bash ${shellWord(path.basename(file))} --json > result.json`,
    "Then here, with the same options and instead of --probe:",
    "  --probe-result result.json",
    "",
  ].join("\n");
}
