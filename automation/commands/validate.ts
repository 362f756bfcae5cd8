import { isIP } from "node:net";
import { type Command, InvalidArgumentError, Option } from "commander";
import { checkZoneName } from "../../components/lib/dns-names";
import { checkRegion } from "../../components/lib/regions";
import { checkEndpointId, checkSecurityGroupId, checkVpcId } from "../../components/lib/resource-ids";
import { checkServiceName } from "../../components/lib/service-names";
import { rangeOf } from "../validate/address/ranges";
import type { ValidateOptions } from "../validate/options";
import { checked, passing, several, wholeNumber } from "./option-values";
import { VALIDATE } from "./validate-help";

const LONGEST_TIMEOUT = 60;

const group = passing(checkSecurityGroupId);
const port = wholeNumber(1, 65535);
const seconds = wholeNumber(1, LONGEST_TIMEOUT);

export function registerValidate(program: Command): void {
  program
    .command("validate")
    .description("Tell a consumer whether its endpoint works, and what is wrong where it does not.")
    .addOption(new Option("--handoff <file>", "hand-off of the provider, a JSON file").conflicts("serviceName"))
    .addOption(checked("--service-name <name>", "name of the service, where there is no hand-off", checkServiceName))
    .addOption(checked("--endpoint <id>", "endpoint to validate, vpce-…; otherwise the only one", checkEndpointId))
    .addOption(checked("--vpc <id>", "VPC of the endpoint, vpc-…", checkVpcId))
    .addOption(
      checked(
        "--region <region>",
        "Region of the endpoint; otherwise AWS_REGION where the hand-off has it, otherwise the service's",
        checkRegion,
      ),
    )
    .addOption(several("--port <number>", "port to look at; otherwise all of the hand-off", port).default([], "none"))
    .addOption(checked("--name <name>", "name that clients connect to", checkZoneName))
    .addOption(checked("--tls-name <name>", "name that the certificate should have", checkZoneName))
    .option("--ca-file <file>", "certificates of private authorities, PEM, to trust as well")
    .addOption(new Option("--http-path <path>", "path to ask for on each port, for example /health").argParser(path))
    .addOption(
      several("--client-cidr <cidr>", "block from which clients connect; otherwise all of the VPC", cidr).default(
        [],
        "none",
      ),
    )
    .addOption(several("--client-sg <id>", "security group that clients are in, sg-…", group).default([], "none"))
    .addOption(new Option("--dns-server <address>", "name server to ask, ip or ip:port").argParser(server))
    .addOption(new Option("--timeout <seconds>", "longest wait for an answer").argParser(seconds).default(5))
    .option("--inside", "this host is in the VPC: what it does not reach is a failure")
    .option("--no-network", "ask AWS only")
    .option("--probe [file]", "write a script that tries the network on another host")
    .option("--force", "let --probe write over a file that is there")
    .addOption(new Option("--probe-result <file>", "what the script has written with --json").conflicts("probe"))
    .option("--strict", "exit code 2 also where something is UNKNOWN")
    .option("--json", "print JSON instead of lines")
    .addHelpText("after", VALIDATE)
    .action(async (options: ValidateOptions, command: Command) => {
      if (options.handoff === undefined && options.serviceName === undefined) {
        command.error("error: say which service with --handoff or --service-name.");
      }
      if (options.handoff === undefined && options.port.length === 0) {
        command.error("error: --service-name needs --port: without a hand-off nobody says which ports there are.");
      }
      const { validate } = await import("../validate/validate.js");
      process.exitCode = await validate(options, process);
    });
}

function cidr(value: string): string {
  if (rangeOf(value) === undefined) throw new InvalidArgumentError("Give a block such as 10.0.0.0/16, or an address.");
  return value;
}

function path(value: string): string {
  if (!/^\/[\x21-\x7e]*$/.test(value)) {
    throw new InvalidArgumentError("Give a path that begins with / and has no spaces, such as /health.");
  }
  return value;
}

function server(value: string): string {
  const [, bracketed, plain, number] = /^(?:\[([0-9A-Fa-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(value) ?? [];
  const isAddress = isIP(bracketed ?? plain ?? value) !== 0;
  if (!isAddress || Number(number ?? 53) > 65535) {
    throw new InvalidArgumentError("Give the address of a name server, such as 10.0.0.2, 127.0.0.1:5353 or [::1]:53.");
  }
  return value;
}
