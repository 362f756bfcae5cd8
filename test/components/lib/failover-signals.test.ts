import { expect } from "chai";
import {
  InsufficientDataHealthStatus,
  missingDataTreatment,
  signalAlarms,
} from "../../../components/lib/failover-signals";

const PROBE = { namespace: "Probes", metricName: "Answered", comparisonOperator: "LessThanThreshold", threshold: 1 };

describe("failover-signals", () => {
  it("are three minutes of a probe's average, whose silence is a failure", () => {
    expect(signalAlarms({ probe: PROBE })).to.deep.equal([
      {
        signal: "probe",
        says: "does not answer its probe",
        ...PROBE,
        statistic: "Average",
        period: 60,
        evaluationPeriods: 3,
        insufficientDataHealthStatus: "Unhealthy",
      },
    ]);
  });

  it("are sums of what AWS counts in a minute, whose silence changes nothing, for each limit that is given", () => {
    const traffic = {
      namespace: "AWS/PrivateLinkEndpoints",
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      period: 60,
      evaluationPeriods: 5,
      insufficientDataHealthStatus: "LastKnownStatus",
    };
    const limits = { resets: 0, packetsDropped: 7, evaluationPeriods: 5 };
    const resets = { signal: "resets", says: "gets resets from its service", metricName: "RstPacketsReceived" };
    const dropped = { signal: "packets-dropped", says: "drops packets", metricName: "PacketsDropped" };
    expect(signalAlarms({ traffic: limits })).to.deep.equal([
      { ...resets, ...traffic, threshold: 0 },
      { ...dropped, ...traffic, threshold: 7 },
    ]);
    expect(signalAlarms({ traffic: { packetsDropped: 7 } }).map(({ signal }) => signal)).to.deep.equal([
      "packets-dropped",
    ]);
  });

  it("are none of an alarm that is there already", () => {
    expect(signalAlarms({ alarm: { name: "near" } })).to.deep.equal([]);
  });

  it("treat missing data in an alarm as its health check does", () => {
    const treatments = Object.values(InsufficientDataHealthStatus).map((status) => [
      status,
      missingDataTreatment(status),
    ]);
    expect(Object.fromEntries(treatments)).to.deep.equal({
      Healthy: "notBreaching",
      Unhealthy: "breaching",
      LastKnownStatus: "ignore",
    });
  });
});
