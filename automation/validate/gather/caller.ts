import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { awsErrorText } from "../../aws/errors";
import type { CallerFacts } from "../facts";
import { gap, type Known, known } from "../known";
import { present } from "./attempt";

export interface CallerAnswer {
  readonly caller: Known<CallerFacts>;
  readonly refusedCredentials?: string;
}

/** Whose the credentials are. That AWS refuses them, or that there are none, is told apart from AWS being out of reach. */
export async function readCaller(sts: STSClient): Promise<CallerAnswer> {
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return { caller: known({ accountId: present(Account, "account"), arn: present(Arn, "ARN") }) };
  } catch (error) {
    const text = awsErrorText(error);
    if (text === undefined) throw error;
    const { name, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    const isRefusal =
      /Credentials|Token|Provider/.test(name) || (status !== undefined && status >= 400 && status < 500);
    const caller = gap(text, "Put that right, or run this where AWS can be reached.");
    return isRefusal ? { caller, refusedCredentials: text } : { caller };
  }
}
