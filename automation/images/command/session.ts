import * as path from "node:path";
import { ClientsByProfile } from "../../aws/by-profile";
import { errorText } from "../../aws/error-text";
import type { Host } from "../../host";
import { PlanError } from "../../plan/plan-error";
import { type Project, readProject } from "../../plan/project";
import { readRolloutPlan } from "../../rollout/file/read";
import type { RolloutPlan } from "../../rollout/plan";
import { Refused } from "../../terminal/refused";
import type { Terminal } from "../../terminal/terminal";
import type { ClientsOf } from "../clients";
import type { ImageOptions } from "./options";

/** What a command about images works with. */
export interface ImageSession {
  readonly project: Project;
  readonly plan: RolloutPlan;
  readonly clientsOf: ClientsOf;
}

/** Reads the project and its plan, runs `work`, and turns what went wrong into sentences; returns the exit code. */
export async function inImageSession(
  host: Pick<Host, "root">,
  { file }: ImageOptions,
  terminal: Terminal,
  work: (session: ImageSession) => Promise<number>,
): Promise<number> {
  // Before the first client is made: the warning of the SDK about Node.js 20 is for its developers.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const clients = new ClientsByProfile();
  try {
    const project = readProject(host.root);
    const plan = await readRolloutPlan(project, file === undefined ? undefined : path.resolve(file));
    return await work({ project, plan, clientsOf: clients.of });
  } catch (error) {
    terminal.stderr.write(
      `${error instanceof PlanError ? error.messages.join("\n") : errorText(error, terminal.env)}\n`,
    );
    return error instanceof Refused ? error.exitCode : 1;
  } finally {
    clients.close();
  }
}
