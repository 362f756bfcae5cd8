import { counted } from "../../components/lib/words";
import { accountOf } from "../../functions/lib/desired-principals";
import type { PublishedService } from "../../functions/lib/published-service";
import type { DecidedConnection, JudgedPrincipal, RunReport } from "../../functions/lib/run-report";
import type { Paint } from "../plan/render/paint";
import { table } from "../plan/render/table";
import { secondsSince } from "../terminal/durations";
import { refusalText } from "./entries";
import type { ServiceRun } from "./reconcile";
import { connectionJson, ownerOf, regionOf, unreadableLines } from "./render-list";

const HEADING = ["What", "Endpoint or principal", "Consumer", "Service", "Region", "Why"];

type Colour = "green" | "red" | "yellow";

/** What a run does, or in a dry run would do, by kind. */
interface Deeds {
  readonly accept: readonly DecidedConnection[];
  readonly reject: readonly DecidedConnection[];
  readonly admit: readonly string[];
  readonly withdraw: readonly string[];
  readonly ask: readonly DecidedConnection[];
}

interface Row {
  readonly cells: readonly string[];
  readonly colour: Colour;
}

/** All that the runs do, or would do, and how much it is. */
export function runsTable(runs: readonly ServiceRun[], paint: Paint): string {
  const rows = runs.flatMap((run) => (run.report === undefined ? [] : rowsOf(run.service, run.report)));
  const [heading = "", ...lines] = table([HEADING, ...rows.map(({ cells }) => cells)]);
  const painted = lines.map((line, i) => paint[rows[i]?.colour ?? "green"](line));
  const shown = rows.length === 0 ? [] : [paint.bold(heading), ...painted, ""];
  return [...shown, summary(runs)].join("\n");
}

/** The documented JSON of runs. */
export function runsJson(runs: readonly ServiceRun[]): string {
  const services = runs.map(({ service, report, errors }) => ({
    service: service.name,
    serviceId: service.serviceId,
    region: service.region,
    ...(report === undefined ? {} : reportJson(service, report)),
    errors,
  }));
  const dryRun = runs.every(({ report }) => report?.dryRun !== false);
  return `${JSON.stringify({ dryRun, services }, undefined, 2)}\n`;
}

/** Each thing that failed or was not done, as a line. */
export function runErrors(runs: readonly ServiceRun[], titleOf: (service: PublishedService) => string): string[] {
  return runs.flatMap(({ service, report, errors }) => [
    ...(report?.refused ?? []).map(
      ({ about, refusal }) =>
        `${titleOf(service)}: ${refusalText(about.decision.action === "accept" ? "accept" : "reject", refusal)}`,
    ),
    ...(report?.postponed ?? []).map(
      ({ connection, consumer }) =>
        `${titleOf(service)}: ${connection.endpointId} was left for the next run, because the entry of ${consumer?.name} was changed in between.`,
    ),
    ...errors.map((error) => `${titleOf(service)}: ${error}`),
  ]);
}

/** Entries that cannot be read; each run has found the same. */
export function unreadableIn(runs: readonly ServiceRun[]): string[] {
  return [...new Set(runs.flatMap(({ report }) => unreadableLines(report?.plan.unreadable ?? [])))];
}

function deedsOf({ dryRun, plan, accepted, rejected, principals, asked }: RunReport): Deeds {
  if (dryRun) {
    return {
      accept: plan.accept,
      reject: plan.cut,
      admit: plan.principals.add,
      withdraw: plan.principals.remove,
      ask: plan.questions.open.filter(({ ask }) => ask).map(({ about }) => about),
    };
  }
  const askedIds = new Set(asked.map(({ endpointId }) => endpointId));
  return {
    accept: accepted,
    reject: rejected,
    admit: principals.added,
    withdraw: principals.removed,
    ask: plan.decisions.filter(({ connection }) => askedIds.has(connection.endpointId)),
  };
}

function rowsOf(service: PublishedService, report: RunReport): Row[] {
  const { accept, reject, admit, withdraw, ask } = deedsOf(report);
  const connection = (what: string, one: DecidedConnection, colour: Colour): Row => ({
    cells: [what, one.connection.endpointId, ownerOf(one), service.name, regionOf(service, one), one.decision.reason],
    colour,
  });
  const judged = new Map(report.plan.principalReasons.map((one) => [one.principal, one]));
  const principal = (what: string, arn: string, colour: Colour): Row => {
    const { consumer, reason } = judged.get(arn) ?? {};
    return { cells: [what, arn, holderOf(arn, consumer), service.name, service.region, reason ?? ""], colour };
  };
  return [
    ...accept.map((one) => connection("accept", one, "green")),
    ...reject.map((one) => connection(one.decision.action, one, "red")),
    ...admit.map((arn) => principal("admit", arn, "green")),
    ...withdraw.map((arn) => principal("withdraw", arn, "red")),
    ...ask.map((one) => connection("ask", one, "yellow")),
  ];
}

/** Whose principal it is; `*` is of no account. */
function holderOf(arn: string, consumer: JudgedPrincipal["consumer"]): string {
  const account = accountOf(arn);
  return consumer?.name ?? (account === undefined ? "" : `unknown ${account}`);
}

function summary(runs: readonly ServiceRun[]): string {
  const reports = runs.flatMap(({ report }) => (report === undefined ? [] : [report]));
  const total = (count: (deeds: Deeds) => number): number =>
    reports.reduce((sum, report) => sum + count(deedsOf(report)), 0);
  const dryRun = reports.every((report) => report.dryRun);
  const [accept, reject] = [total((deeds) => deeds.accept.length), total((deeds) => deeds.reject.length)];
  const [admit, withdraw] = [total((deeds) => deeds.admit.length), total((deeds) => deeds.withdraw.length)];
  const ask = total((deeds) => deeds.ask.length);
  const some = [
    ...(accept === 0 ? [] : [`${accept} ${dryRun ? "to accept" : "accepted"}`]),
    ...(reject === 0 ? [] : [`${reject} ${dryRun ? "to reject" : "rejected"}`]),
    ...(admit === 0 ? [] : [`${counted(admit, "principal")} ${dryRun ? "to admit" : "admitted"}`]),
    ...(withdraw === 0 ? [] : [`${counted(withdraw, "principal")} ${dryRun ? "to withdraw" : "withdrawn"}`]),
    ...(ask === 0 ? [] : [`people ${dryRun ? "to be " : ""}asked about ${counted(ask, "connection")}`]),
  ];
  const at = `at ${counted(reports.length, "service")}`;
  const done = some.length === 0 ? `Nothing to do ${at}` : `${some.join(", ")}, ${at}`;
  return dryRun && some.length > 0 ? `${done}. Nothing was changed.` : `${done}.`;
}

function reportJson(service: PublishedService, report: RunReport) {
  const { accept, reject, admit, withdraw, ask } = deedsOf(report);
  const now = new Date(report.plan.now);
  const json = (one: DecidedConnection) => connectionJson(service, one, secondsSince(one.connection.createdAt, now));
  return {
    accept: accept.map(json),
    reject: reject.map(json),
    principals: { add: admit, remove: withdraw },
    principalReasons: report.plan.principalReasons
      .filter(({ principal }) => admit.includes(principal) || withdraw.includes(principal))
      .map(({ principal, consumer, reason }) => ({ principal, consumer: consumer?.name ?? null, reason })),
    ask: ask.map(json),
    refused: report.refused.map(({ about, refusal: { code, message } }) => ({ ...json(about), code, message })),
    postponed: report.postponed.map(json),
    unreadable: report.plan.unreadable,
  };
}
