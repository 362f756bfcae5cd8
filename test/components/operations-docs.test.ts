import { readFileSync } from "node:fs";
import * as path from "node:path";
import { expect } from "chai";
import { ConnectionApproval, ConsumerRegistry } from "../../components";
import { approvalRolePolicy } from "../../components/lib/approval-role-policy";
import { APPROVAL_DEFAULTS } from "../../components/lib/approval-rules";
import type { PolicyDocument, PolicyStatement } from "../../components/lib/policy-document";
import { metricsOf } from "../../functions/lib/run-metrics";
import { T } from "../../sandbox/tokens";
import { report } from "../functions/support/samples";
import { withMocks } from "../support/mocks";
import { RAW_SERVICE, rawTopic } from "../support/raw-service";

const PAGE = readFileSync(path.resolve(__dirname, "../../docs/operations.md"), "utf8");

/** The policies of the page: of who looks, and what who operates needs besides. */
function policies(): readonly [PolicyDocument, readonly PolicyStatement[]] {
  const [looks, operates] = [...PAGE.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json = ""]) => JSON.parse(json));
  return [looks, operates];
}

const actionsOf = (statements: readonly PolicyStatement[], service: string) =>
  [...new Set(statements.flatMap(({ Action }) => Action))].filter((action) => action.startsWith(`${service}:`)).sort();

describe("the page about operations", () => {
  it("explains every alarm that there is, and no other", async () => {
    const run = await withMocks(() => {
      const { tableName, tableArn } = new ConsumerRegistry("orders", {});
      new ConnectionApproval("orders", {
        service: RAW_SERVICE,
        notificationTopicArn: rawTopic("events").arn,
        registry: { tableName, tableArn },
      });
    });
    const alarms = run.byType(T.MetricAlarm).map(({ name }) => name.replace("orders-approval-", ""));
    const [, table = ""] = PAGE.split("| alarm |");
    const explained = [...(table.split("\n\n")[0] ?? "").matchAll(/^\| `(\w+)` \|/gm)].map(([, word]) => word);
    expect(explained).to.have.members(alarms);
  }).timeout(30_000);

  it("says how many executions have to be unreserved for the function's to be taken of them", () => {
    const kept = 100;
    const { reservedConcurrency } = APPROVAL_DEFAULTS;
    expect(PAGE).to.contain(`reserves ${reservedConcurrency} concurrent executions`);
    expect(PAGE).to.contain(`must say ${kept + reservedConcurrency} or more`);
  });

  it("counts the metrics that cost", () => {
    const { length } = Object.keys(metricsOf({ report: report() }));
    expect(PAGE).to.contain(`| ${length} custom metrics at 0.30 | ${(length * 0.3).toFixed(2)} |`);
  });

  it("gives operators the same actions on services as the function, which makes the same run", () => {
    const role = approvalRolePolicy({
      serviceArn: "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint-service/vpce-svc-0123456789abcdef0",
      tableArn: "arn:aws:dynamodb:us-east-1:111111111111:table/t",
      queueArn: "q",
      logGroupArn: "l",
      requestsTopicArn: "r",
      marketplace: false,
      warns: true,
    });
    const [looks, operates] = policies();
    const all = [...looks.Statement, ...operates];
    expect(actionsOf(all, "ec2")).to.deep.equal(actionsOf(role.Statement, "ec2"));
    expect(actionsOf(all, "dynamodb")).to.deep.equal(actionsOf(role.Statement, "dynamodb"));
  });

  it("lets who only looks change nothing, and nobody take anything out of the audit", () => {
    const [looks, operates] = policies();
    expect(looks.Statement.flatMap(({ Action }) => Action)).to.deep.equal([
      "dynamodb:GetItem",
      "dynamodb:Query",
      "ec2:DescribeVpcEndpointConnections",
      "ec2:DescribeVpcEndpointServicePermissions",
    ]);
    const deleting = operates.filter(({ Action }) => [Action].flat().includes("dynamodb:DeleteItem"));
    expect(deleting.map(({ Condition }) => Condition?.["ForAllValues:StringLike"])).to.deep.equal([
      { "dynamodb:LeadingKeys": ["CONSUMERS", "NAMES", "OPEN#*"] },
    ]);
  });
});
