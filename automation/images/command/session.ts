import * as path from "node:path";
import { ClientsByIdentity } from "../../aws/by-identity";
import { errorText } from "../../aws/error-text";
import type { Host } from "../../host";
import { type Project, readProject } from "../../plan/project";
import { readRolloutPlan } from "../../rollout/file/read";
import type { RolloutPlan } from "../../rollout/plan";
import { endsUntilBegun } from "../../terminal/not-begun";
import { Refused } from "../../terminal/refused";
import type { Signals } from "../../terminal/signals";
import type { Terminal } from "../../terminal/terminal";
import type { ClientsOf } from "../clients";
import type { ImageOptions } from "./options";

/** What a command about images works with. */
export interface ImageSession {
  readonly project: Project;
  readonly plan: RolloutPlan;
  readonly clientsOf: ClientsOf;
  /** What ends the command until it begins to change something, which then forgets it. */
  readonly notBegun: Signals;
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
  const clients = new ClientsByIdentity();
  const notBegun = endsUntilBegun(terminal);
  try {
    const project = readProject(host.root);
    const plan = await readRolloutPlan(project, file === undefined ? undefined : path.resolve(file));
    return await work({ project, plan, clientsOf: clients.of, notBegun });
  } catch (error) {
    terminal.stderr.write(`${errorText(error, terminal.env)}\n`);
    return error instanceof Refused ? error.exitCode : 1;
  } finally {
    notBegun.forget();
    clients.close();
  }
}
