import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { EventLog } from "../../../automation/engine/event-log";
import type { OperationProgress } from "../../../automation/engine/operation";

const AT = { sequence: 0, timestamp: 0 };
const VPC = "urn:pulumi:dev::p::aws:ec2/vpc:Vpc::vpc";

function step(op: OpType, more: Partial<StepEventMetadata> = {}): StepEventMetadata {
  return { op, urn: VPC, type: "aws:ec2/vpc:Vpc", provider: "", ...more };
}

function begins(metadata: StepEventMetadata): EngineEvent {
  return { ...AT, resourcePreEvent: { metadata } };
}

function ends(metadata: StepEventMetadata): EngineEvent {
  return { ...AT, resOutputsEvent: { metadata } };
}

function says(severity: "error" | "warning" | "info", message: string, urn = ""): EngineEvent {
  return { ...AT, diagnosticEvent: { severity, message, urn, color: "never" } };
}

function logOf(...events: EngineEvent[]): EventLog {
  const log = new EventLog();
  for (const event of events) log.add(event);
  return log;
}

describe("EventLog", () => {
  it("has each step once, as it was begun", () => {
    const { steps } = logOf(
      begins(step("update", { diffs: ["cidrBlock"], keys: ["cidrBlock"] })),
      ends(step("update")),
    );
    expect(steps).to.deep.equal([
      {
        op: "update",
        type: "aws:ec2/vpc:Vpc",
        urn: VPC,
        name: "vpc",
        diffs: ["cidrBlock"],
        replaces: ["cidrBlock"],
        differences: [],
      },
    ]);
  });

  it("has of a refresh what it found, which is known at its end only", () => {
    const found = (op: OpType) => logOf(begins(step("refresh")), ends(step(op, { diffs: ["tags"] }))).steps;
    expect(found("delete").map(({ op }) => op)).to.deep.equal(["delete"]);
    expect(found("update")[0]).to.deep.include({ op: "update", diffs: ["tags"] });
  });

  it("tells how much is done and under way, without what the engine does not count", () => {
    const seen: OperationProgress[] = [];
    const log = new EventLog((progress) => seen.push(progress));
    log.add(begins(step("create")));
    log.add(begins(step("create", { type: "pulumi:providers:aws" })));
    log.add(ends(step("create")));
    expect(seen).to.deep.equal([
      { done: 0, running: 1 },
      { done: 0, running: 1 },
      { done: 1, running: 0 },
    ]);
  });

  it("keeps the counts of the summary", () => {
    const summaryEvent = { maybeCorrupt: false, durationSeconds: 1, resourceChanges: { same: 3 }, policyPacks: {} };
    expect(logOf({ ...AT, summaryEvent }).changes).to.deep.equal({ same: 3 });
    expect(logOf().changes).to.deep.equal({});
  });

  it("says with each error which resource it is about, unless the text does", () => {
    const { errors } = logOf(
      says("error", "<{%fg 1%}>error: no such zone<{%reset%}>", VPC),
      says("error", "aws:ec2/vpc:Vpc is in use", VPC),
      says("error", "the program threw"),
    );
    expect(errors).to.deep.equal([
      'aws:ec2/vpc:Vpc "vpc": no such zone',
      "aws:ec2/vpc:Vpc is in use",
      "the program threw",
    ]);
  });

  it("leaves out that the stack failed because something in it did, and what was shown only for a moment", () => {
    const passing: EngineEvent = {
      ...AT,
      diagnosticEvent: { severity: "warning", message: "still creating", color: "never", ephemeral: true },
    };
    const { errors, warnings } = logOf(says("error", "update failed"), says("error", "update canceled"), passing);
    expect({ errors, warnings }).to.deep.equal({ errors: [], warnings: [] });
  });

  it("keeps warnings apart, and takes no notice of the rest", () => {
    const { errors, warnings } = logOf(says("warning", "old version"), says("info", "hello"));
    expect({ errors, warnings }).to.deep.equal({ errors: [], warnings: ["old version"] });
  });
});
