import { expect } from "chai";
import {
  FailureReason,
  type OperableStack,
  Operation,
  OperationFailed,
  operate,
} from "../../../automation/engine/operation";

const ENDED = { stdout: "", stderr: "", summary: { kind: "update", version: 1, config: {} } };

/** A stack that keeps what is asked of it. */
function stackOf(calls: string[]): OperableStack {
  const done = (call: string, answer: object = {}) => {
    calls.push(call);
    return Promise.resolve({ ...ENDED, ...answer } as never);
  };
  return {
    name: "one",
    up: () => done("up", { outputs: {} }),
    preview: () => done("preview"),
    refresh: () => done("refresh"),
    previewRefresh: () => done("preview of refresh"),
    destroy: () => done("destroy"),
    previewDestroy: () => done("preview of destroy"),
  };
}

describe("operate", () => {
  for (const [operation, expected] of [
    [Operation.Destroy, ["preview of destroy", "asked", "destroy"]],
    [Operation.Up, ["asked", "up"]],
    [Operation.Refresh, ["asked", "refresh"]],
    [Operation.Preview, ["preview"]],
  ] as const) {
    it(`asks whether a ${operation} may go on after what takes time, and right before the first change`, async () => {
      const calls: string[] = [];
      await operate(operation, stackOf(calls), { beforeChange: async () => void calls.push("asked") });
      expect(calls).to.deep.equal(expected);
    });
  }

  it("takes a destroy that was told to stop for one that did not come to its end, although the engine says so", async () => {
    const stop = new AbortController();
    const stack: OperableStack = {
      ...stackOf([]),
      destroy: async (told) => {
        told?.onEvent?.({ sequence: 1, timestamp: 1, preludeEvent: { config: {} } });
        stop.abort();
        return ENDED as never;
      },
    };
    const error = await operate(Operation.Destroy, stack, { signal: stop.signal }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(OperationFailed).and.to.have.property("reason", FailureReason.Cancelled);
    expect((error as OperationFailed).errors).to.deep.equal([
      "pulumi destroy of one was told to stop and left the rest as it is.",
    ]);
  });

  it("takes a destroy for done that had ended when somebody wanted it to stop", async () => {
    const stop = new AbortController();
    const stack: OperableStack = {
      ...stackOf([]),
      destroy: async (told) => {
        told?.onEvent?.({ sequence: 1, timestamp: 1, cancelEvent: {} });
        stop.abort();
        return ENDED as never;
      },
    };
    expect((await operate(Operation.Destroy, stack, { signal: stop.signal })).changes).to.deep.equal({});
  });

  it("changes nothing where that says no", async () => {
    const calls: string[] = [];
    const no = new Error("Somebody is connected.");
    const error = await operate(Operation.Destroy, stackOf(calls), { beforeChange: () => Promise.reject(no) }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.equal(no);
    expect(calls).to.deep.equal(["preview of destroy"]);
  });
});
