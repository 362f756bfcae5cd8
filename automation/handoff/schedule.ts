import { existsSync } from "node:fs";
import path from "node:path";
import { APPROVAL_DEFAULTS } from "../../components/lib/approval-rules";
import { PlanError } from "../plan/plan-error";
import { readProject } from "../plan/project";
import { readStackConfig } from "../plan/stack-config";

const APPROVAL_KEY = "saas-privatelink:approval";

/**
 * Minutes between two runs of the automation, within which a connection is decided: what the stack's file says,
 * otherwise the default. A stack that has no file in the project has the default, too.
 */
export function scheduleMinutes(root: string, stack: string | undefined): number {
  const usual = APPROVAL_DEFAULTS.scheduleMinutes;
  if (stack === undefined || !existsSync(path.join(root, "Pulumi.yaml"))) return usual;
  try {
    const project = readProject(root);
    const name = stack.slice(stack.lastIndexOf("/") + 1);
    const file = project.stackFiles.get(name);
    if (file === undefined) return usual;
    const approval: unknown = JSON.parse(readStackConfig(project, name, file).values[APPROVAL_KEY] ?? "{}");
    const minutes =
      typeof approval === "object" && approval !== null && "scheduleMinutes" in approval
        ? approval.scheduleMinutes
        : undefined;
    return typeof minutes === "number" ? minutes : usual;
  } catch (error) {
    // What is wrong with a stack file is plan's to say; the service that is handed over was deployed all the same.
    if (error instanceof PlanError || error instanceof SyntaxError) return usual;
    throw error;
  }
}
