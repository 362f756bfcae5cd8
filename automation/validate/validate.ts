import { errorText } from "../aws/error-text";
import { paintFor } from "../plan/render/paint";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import type { Facts } from "./facts";
import { type ConsumerClients, closeClients, consumerClients } from "./gather/clients";
import { gather } from "./gather/gather";
import { isKnown } from "./known";
import { type NetworkPlan, networkPlan } from "./network/plan";
import { networkPart } from "./network-part";
import type { ValidateOptions } from "./options";
import { howToRun, writeProbe } from "./probe/write";
import { readTarget, readText } from "./read-target";
import { reportText } from "./render";
import { exitCodeOf, type Report, reportOf } from "./report";
import { apiFindings } from "./rules/api";

/** `privatelink validate`; returns the exit code. */
export async function validate(
  options: ValidateOptions,
  terminal: Terminal,
  clock: () => Date = () => new Date(),
): Promise<number> {
  // Which Node.js there is is not up to whoever runs a command, and eight lines about it would come with each.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  let clients: ConsumerClients | undefined;
  try {
    const target = await readTarget(options, terminal.env);
    const ca = options.caFile === undefined ? undefined : await readText(options.caFile);
    clients = consumerClients(target.region);
    const facts = await gather(clients, target);
    const plan = networkPlan(facts, target, { ca, timeoutSeconds: options.timeout });
    const { findings, network } = await networkPart(options, facts, plan, clients, clock);
    const report = reportOf(facts, target, [...apiFindings(facts, target, clock()), ...findings], network);
    print(report, options, terminal);
    if (options.probe !== undefined) await probe(options.probe, plan, options, terminal);
    return exitCodeOf(report, { isAnswered: isAnswered(facts), strict: options.strict === true });
  } catch (error) {
    terminal.stderr.write(`${errorText(error)}\n`);
    return error instanceof Refused ? error.exitCode : 1;
  } finally {
    if (clients !== undefined) closeClients(clients);
  }
}

/** Some networks lead to EC2 but not to STS. */
function isAnswered({ caller, service, endpoint }: Facts): boolean {
  return [caller, service, endpoint].some((fact) => isKnown<unknown>(fact));
}

function print(report: Report, { json }: ValidateOptions, { stdout, env }: Terminal): void {
  stdout.write(json === true ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report, paintFor(stdout, env)));
}

/** Beside JSON, people are told on stderr. */
async function probe(
  file: string | true,
  plan: NetworkPlan | undefined,
  { json, force }: ValidateOptions,
  { stdout, stderr }: Terminal,
): Promise<void> {
  const written = await writeProbe(plan, file, force === true);
  if (plan !== undefined) (json === true ? stderr : stdout).write(`\n${howToRun(plan, written)}`);
}
