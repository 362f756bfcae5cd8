import { sentence } from "../../components/lib/problem";
import { checkTableArn, parseTableArn, type TableArnParts } from "../../components/lib/registry-table";
import { Refused } from "../terminal/refused";

/** The table of a registry, by its ARN and the parts of it. */
export interface TableArn extends TableArnParts {
  readonly arn: string;
  /** Where the ARN was given. */
  readonly source: string;
}

/**
 * Takes the ARN of a table apart.
 * @param source where the ARN was given, as the beginning of the message that refuses it
 */
export function tableArn(arn: string, source: string): TableArn {
  const [problem] = checkTableArn(arn, source);
  if (problem !== undefined) throw new Refused(sentence(problem), 2);
  return { arn, source, ...parseTableArn(arn) };
}
