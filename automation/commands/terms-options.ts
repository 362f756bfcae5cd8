import type { Command } from "commander";
import { several } from "./option-values";

/** Adds the options that give the terms of a consumer; the values are `TermsOptions` of `../consumers/terms`. */
export function termsOptions(command: Command): Command {
  return command
    .addOption(several("--principal <arn>", "role or user of the account that may create endpoints; otherwise all may"))
    .option("--plan <plan>", "what it has bought, for people")
    .option("--valid-from <date>", "date, or instant with its offset, from which it may connect")
    .option("--valid-until <date>", "date, or instant with its offset, from which it may no longer connect")
    .addOption(several("--region <region>", "Region in which its endpoints may be; otherwise all"))
    .addOption(several("--service <name>", "service that it may connect to; otherwise all"))
    .option("--max-connections <number>", "connections that it may have to one service in one Region")
    .addOption(several("--endpoint <id>", "endpoint that may connect, vpce-…; otherwise any of the account"))
    .option("--marketplace-product <code>", "code of the AWS Marketplace product that it has bought")
    .option("--licence <arn>", "ARN of its licence, with a Marketplace product")
    .option("--contact <contact>", "whom to write to")
    .option("--notes <text>", "free text");
}
