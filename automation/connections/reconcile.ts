import { counted } from "../../components/lib/words";
import { isEstablished } from "../../functions/lib/connection";
import type { PublishedService } from "../../functions/lib/published-service";
import { reconcile as run } from "../../functions/lib/reconcile";
import { RunFailed, StepFailed } from "../../functions/lib/run-failed";
import type { RunLog } from "../../functions/lib/run-log";
import type { RunReport } from "../../functions/lib/run-report";
import { awsErrorText } from "../aws/errors";
import { paintFor } from "../plan/render/paint";
import type { RegistryContext } from "../registry/context";
import { confirm } from "../terminal/confirm";
import type { Terminal } from "../terminal/terminal";
import type { ReconcileOptions } from "./options";
import { runErrors, runsJson, runsTable, unreadableIn } from "./render-runs";
import { servicesOf, titleOf } from "./services";

/** A run at a service: its report where there is one, and what failed, as sentences. */
export interface ServiceRun {
  readonly service: PublishedService;
  readonly report?: RunReport;
  readonly errors: readonly string[];
}

/** The command tells of its runs itself. */
const SILENT: RunLog = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * `privatelink connections reconcile`; returns the exit code. The run is the function's own, with the operator's
 * credentials. Before established connections are cut, a dry run finds them and the operator is asked.
 */
export async function reconcile(
  context: RegistryContext,
  options: ReconcileOptions,
  terminal: Terminal,
): Promise<number> {
  const services = await servicesOf(context, options);
  if (options.dryRun === true) return show(await runAll(context, services, true), options, terminal);
  if (options.yes === true) return show(await runAll(context, services, false), options, terminal);
  const planned = await runAll(context, services, true);
  const { stderr, env } = terminal;
  const established = planned.flatMap(
    ({ report }) => report?.plan.cut.filter(({ connection }) => isEstablished(connection)) ?? [],
  );
  if (established.length > 0) {
    stderr.write(`${runsTable(planned, paintFor(stderr, env))}\n`);
    await confirm(`Reject ${counted(established.length, "established connection")}?`, options.yes, terminal);
  }
  // Where the dry run failed, it is not known what would be cut.
  const unknown = planned.filter(({ errors }) => errors.length > 0).map(leftAsItIs);
  const known = planned.filter(({ errors }) => errors.length === 0).map(({ service }) => service);
  return show([...(await runAll(context, known, false)), ...unknown], options, terminal);
}

function leftAsItIs({ service, errors }: ServiceRun): ServiceRun {
  return { service, errors: [...errors, "It was left as it is, because what would be cut is not known."] };
}

function runAll(
  context: RegistryContext,
  services: readonly PublishedService[],
  dryRun: boolean,
): Promise<ServiceRun[]> {
  return Promise.all(services.map((service) => runOne(context, service, dryRun)));
}

async function runOne(context: RegistryContext, service: PublishedService, dryRun: boolean): Promise<ServiceRun> {
  try {
    const report = await run({
      service,
      api: context.serviceApi(service),
      registry: context.registry,
      gate: context.gate(service),
      notifier: context.notifier(service),
      clock: context.clock,
      actor: context.actor,
      messageIds: [],
      // Of ends that come near, the automation warns.
      warningDays: 0,
      dryRun,
      log: SILENT,
    });
    return { service, report, errors: [] };
  } catch (error) {
    if (!(error instanceof RunFailed)) throw error;
    const errors = error.errors.map(stepText);
    return { service, errors, ...(error.report === undefined ? {} : { report: error.report }) };
  }
}

/** What failed and what to do about it. */
function stepText(error: unknown): string {
  if (!(error instanceof StepFailed)) throw error;
  const { cause, message } = error;
  const remedy = awsErrorText(cause);
  if (remedy === undefined || !(cause instanceof Error) || !message.endsWith(cause.message)) return message;
  return `${message.slice(0, message.length - cause.message.length)}${remedy}`;
}

function show(runs: readonly ServiceRun[], { json }: ReconcileOptions, { stdout, stderr, env }: Terminal): number {
  stdout.write(json === true ? runsJson(runs) : `${runsTable(runs, paintFor(stdout, env))}\n`);
  const beside = [...unreadableIn(runs), ...runErrors(runs, titleOf)];
  if (beside.length > 0) stderr.write(`${beside.join("\n")}\n`);
  const failed = runs.some(({ report, errors }) => errors.length > 0 || (report?.refused.length ?? 0) > 0);
  return failed ? 1 : 0;
}
