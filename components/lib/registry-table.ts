import type { Check } from "./problem";

/** Parts of the ARN of a registry's table. */
export interface TableArnParts {
  readonly region: string;
  readonly accountId: string;
  readonly tableName: string;
}

const TABLE_ARN = /^arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):(\d{12}):table\/([\w.-]{3,255})$/;

/** Region, account and name of a table; a table and its replicas have the same name. */
export function parseTableArn(tableArn: string): TableArnParts {
  const [, region, accountId, tableName] = TABLE_ARN.exec(tableArn) ?? [];
  if (region === undefined || accountId === undefined || tableName === undefined) {
    throw new Error(`${tableArn} is not the ARN of a DynamoDB table.`);
  }
  return { region, accountId, tableName };
}

/** Refuses what is not the ARN of a DynamoDB table. */
export const checkTableArn: Check<string> = (value, path) => {
  if (TABLE_ARN.test(value)) return [];
  const remedy = "use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456";
  return [{ path, value, rule: "is not the ARN of a DynamoDB table", remedy }];
};

/** Names of the table's keys, and of the attribute by which AWS removes audit entries in time. */
export const REGISTRY_ATTRIBUTES = { partitionKey: "pk", sortKey: "sk", expiry: "expiresAt" } as const;
