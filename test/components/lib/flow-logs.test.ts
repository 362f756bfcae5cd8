import { expect } from "chai";
import { checkFlowLogs } from "../../../components/lib/flow-logs";
import { sentence } from "../../../components/lib/problem";

describe("Flow logs", () => {
  it("may be left to their defaults, or have the numbers that AWS has", () => {
    expect(checkFlowLogs({}, "flowLogs")).to.deep.equal([]);
    expect(checkFlowLogs({ retentionDays: 3653, maxAggregationInterval: 600 }, "flowLogs")).to.deep.equal([]);
  });

  it("have no other numbers", () => {
    const days =
      "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
    expect(
      checkFlowLogs({ retentionDays: 31, maxAggregationInterval: 300 }, "network.flowLogs").map(sentence),
    ).to.deep.equal([
      `network.flowLogs.retentionDays: 31 is not a retention that CloudWatch Logs has; use one of ${days} days.`,
      "network.flowLogs.maxAggregationInterval: 300 is not an aggregation interval of VPC flow logs; use 60 or 600 seconds.",
    ]);
  });
});
