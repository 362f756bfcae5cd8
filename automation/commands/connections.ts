import { type Command, InvalidArgumentError, Option } from "commander";
import { reason } from "../../components/lib/problem";
import { checkEndpointId } from "../../components/lib/resource-ids";
import { ConnectionState } from "../../functions/lib/connection";
import type { AcceptOptions, ListOptions, ReconcileOptions, RejectOptions } from "../connections/options";
import type { Host } from "../host";
import type { RegistryContext, RegistryOptions } from "../registry/context";
import { watchSeconds } from "../terminal/watch";
import { registryOptions } from "./registry-options";

const EXIT_CODES = `
Exit codes:
  0  all is well
  1  something failed or was refused; stderr says what, and the rest is done or shown all the same
  2  the command line lacks something, or the question was not answered with yes`;

const HELP = `
A connection is an endpoint of a consumer that is connected to a service, or asks to be. The services are those of the
registry, in all Regions; each is asked with your own credentials, which must be of the provider's account.

The registry is the table that --registry or PRIVATELINK_REGISTRY names, otherwise the one that the outputs of the
project's stacks name, which are read with the Pulumi engine.
${EXIT_CODES}

Examples:
  $ privatelink connections list --state pendingAcceptance
  $ privatelink connections why vpce-0123456789abcdef0
  $ privatelink connections accept vpce-0123456789abcdef0 --consumer acme
  $ privatelink help connections list`;

const LIST_HELP = `
The decision is what the automation does with its next run; privatelink connections why tells more of one connection.
${EXIT_CODES}

Examples:
  $ privatelink connections list
  $ privatelink connections list --unknown                     requests that a person has to decide
  $ privatelink connections list --consumer acme --watch 10
  $ privatelink connections list --json | jq '.connections[] | select(.decision.action == "reject")'`;

const ACCEPT_HELP = `
The rules decide, for people as for the automation: a connection of an account that is not active, entitled, covered and
within its limit is refused with the reason. An account that no consumer has is registered by --consumer, with this
endpoint as its only one. A rejected connection is tried again; AWS says whether it can be accepted.
${EXIT_CODES}

Examples:
  $ privatelink connections accept vpce-0123456789abcdef0
  $ privatelink connections accept vpce-0123456789abcdef0 --consumer acme --reason "order 4711"`;

const REJECT_HELP = `
Rejects a request, and cuts an established connection, whatever the rules say. The consumer's entry stays: another
endpoint of it is accepted, until privatelink consumers suspend or end keeps it out.
${EXIT_CODES}

Examples:
  $ privatelink connections reject vpce-0123456789abcdef0 --reason "not ours"
  $ privatelink connections reject vpce-0123456789abcdef0 --yes`;

const WHY_HELP = `
Shows the connection, its consumer, the rule that applies now, what would change it, and everything that was ever decided
about it. Of an endpoint that is gone the audit remains.
${EXIT_CODES}

Examples:
  $ privatelink connections why vpce-0123456789abcdef0
  $ privatelink connections why vpce-0123456789abcdef0 --json | jq '.audit[].explanation'`;

const RECONCILE_HELP = `
The same run that the automation makes every few minutes, at all services of the registry: accepts, rejects, admits and
withdraws principals, and asks people about unknown accounts. It asks before it rejects established connections.
${EXIT_CODES}

Examples:
  $ privatelink connections reconcile --dry-run                what would be done; nothing is written
  $ privatelink connections reconcile --region us-east-1
  $ privatelink connections reconcile --yes --json`;

export function registerConnections(program: Command, host: Host): void {
  const connections = program
    .command("connections")
    .description("Show, accept and reject connections of consumers, and tell why each is in its state.")
    .addHelpText("after", HELP);

  ofServices(verb(connections, "list", "Show connections, with what the automation does about each."))
    .addOption(
      new Option("--state <state>", "only those in this state; pending means pendingAcceptance too").argParser(state),
    )
    .option("--consumer <name>", "only those of this consumer")
    .option("--unknown", "only those of accounts that no consumer has, without those that are over")
    .addOption(new Option("--watch [seconds]", "show them again every so many seconds (5)").argParser(watchSeconds))
    .addHelpText("after", LIST_HELP)
    .action(async (options: ListOptions, command: Command) => {
      if (options.watch !== undefined && options.json === true) {
        command.error("error: --watch and --json do not go together.");
      }
      const { list } = await import("../connections/list.js");
      await run(host, options, (context) => list(context, options, process));
    });

  about(verb(connections, "accept", "Accept a connection, if the rules accept it."))
    .option("--consumer <name>", "name under which an unknown account is registered")
    .option("--reason <text>", "what the audit keeps as the reason")
    .addHelpText("after", ACCEPT_HELP)
    .action(async (endpointId: string, options: AcceptOptions) => {
      const { accept } = await import("../connections/accept.js");
      await run(host, options, (context) => accept(context, endpointId, options, process));
    });

  about(verb(connections, "reject", "Reject a request, or cut an established connection.", { asks: true }))
    .option("--reason <text>", "what the audit keeps as the reason")
    .addHelpText("after", REJECT_HELP)
    .action(async (endpointId: string, options: RejectOptions) => {
      const { reject } = await import("../connections/reject.js");
      await run(host, options, (context) => reject(context, endpointId, options, process));
    });

  about(verb(connections, "why", "Tell why a connection is in its state, and what would change it."))
    .addHelpText("after", WHY_HELP)
    .action(async (endpointId: string, options: RegistryOptions) => {
      const { why } = await import("../connections/why.js");
      await run(host, options, (context) => why(context, endpointId, options, process));
    });

  ofServices(verb(connections, "reconcile", "Make the automation's run now.", { asks: true }))
    .option("--dry-run", "only show what would be done")
    .addHelpText("after", RECONCILE_HELP)
    .action(async (options: ReconcileOptions) => {
      const { reconcile } = await import("../connections/reconcile.js");
      await run(host, options, (context) => reconcile(context, options, process));
    });
}

async function run(
  host: Host,
  options: RegistryOptions,
  work: (context: RegistryContext) => Promise<number>,
): Promise<void> {
  const { withRegistry } = await import("../registry/run.js");
  process.exitCode = await withRegistry(host, options, process, work);
}

function verb(parent: Command, name: string, description: string, { asks = false } = {}): Command {
  return registryOptions(parent.command(name).description(description), { asks });
}

function about(command: Command): Command {
  // Thrown as an InvalidArgumentError, it would be told with the parser's words around it.
  return command.argument("<endpoint>", "id of the endpoint, vpce-…", (value: string) => {
    const [problem] = checkEndpointId(value, "endpoint");
    return problem === undefined ? value : command.error(`error: ${reason(problem)}`);
  });
}

function ofServices(command: Command): Command {
  return command
    .option("--service <name>", "only this service of the registry")
    .option("--region <region>", "only services in this Region");
}

/** States as AWS documents them; in answers it also writes them in capitals. */
const STATES = Object.values(ConnectionState).map((name) =>
  name === ConnectionState.PendingAcceptance ? "pendingAcceptance" : name,
);

function state(value: string): string {
  const lower = value.toLowerCase();
  if (!STATES.some((name) => name.toLowerCase() === lower)) {
    throw new InvalidArgumentError(`Give one of ${STATES.join(", ")}.`);
  }
  return lower;
}
