import { expect } from "chai";
import { FailureReason, failureOf, isStackMissing, OperationFailed } from "../../../automation/engine/failure";
import { Operation } from "../../../automation/engine/operation";

const UNLOCK = "wait until it has ended or, if nobody works on it, run pulumi cancel --stack a.";

function failed(name: string, message: string, options: { errors?: string[]; stopped?: boolean } = {}) {
  const error = Object.assign(new Error(message), { name });
  const signal = options.stopped === true ? AbortSignal.abort() : new AbortController().signal;
  return failureOf(Operation.Up, "a", error, { errors: options.errors ?? [], steps: [] }, { signal });
}

describe("failureOf", () => {
  it("says what the events said, and only without them what the engine printed", () => {
    expect(failed("CommandError", "code 255", { errors: ["one", "two"] }).errors).to.deep.equal(["one", "two"]);
    expect(failed("CommandError", "incorrect passphrase").errors).to.deep.equal(["incorrect passphrase"]);
    expect(failed("CommandError", "x").message).to.equal("pulumi up of a failed:\nx");
  });

  it("names who holds the lock of a stack whose state is in a folder or bucket", () => {
    const said =
      "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file " +
      "with `pulumi cancel`.\n  s3://b/.pulumi/locks/x.json: created by ann@build (pid 77) at 2026-11-21T17:30:00Z";
    const { errors, reason, message } = failed("ConcurrentUpdateError", said);
    expect(reason).to.equal(FailureReason.Locked);
    expect(errors).to.deep.equal([
      `a is being worked on by ann@build (process 77) since 2026-11-21T17:30:00Z: ${UNLOCK}`,
    ]);
    expect(message).to.match(/^pulumi up of a was not begun:\n/);
  });

  it("knows no more than that there is an update where the backend does not tell", () => {
    const said = "[409] Conflict: Another update is currently in progress.";
    expect(failed("ConcurrentUpdateError", said).errors).to.deep.equal([
      `a is being worked on by another update: ${UNLOCK}`,
    ]);
  });

  it("is cancelled after a stop, with what had failed by then", () => {
    const { errors, reason } = failed("CommandError", "update canceled", { stopped: true, errors: ["one"] });
    expect(reason).to.equal(FailureReason.Cancelled);
    expect(errors).to.deep.equal(["one", "pulumi up of a was told to stop and left the rest as it is."]);
  });

  it("is no cancelling when the engine was killed, also after a stop", () => {
    const { errors, reason } = failed("EngineKilled", "The engine was ended by SIGKILL.", { stopped: true });
    expect(reason).to.equal(FailureReason.Killed);
    expect(errors).to.have.lengthOf(1);
    expect(errors[0]).to.match(/^The engine was ended by SIGKILL\. Its stack may still be locked, which pulumi cancel/);
  });

  it("tells that a stack is not there", () => {
    const failure = failed("StackNotFoundError", "no stack named 'a' found");
    expect(failure.errors).to.deep.equal(["There is no stack a in the backend: the first pulumi up makes it."]);
    expect(isStackMissing(failure)).to.equal(true);
    expect(isStackMissing(failed("CommandError", "x"))).to.equal(false);
    expect(isStackMissing("no stack named 'a' found")).to.equal(false);
  });
});

describe("OperationFailed", () => {
  it("is a failure where nothing else is said", () => {
    expect(new OperationFailed(Operation.Destroy, "a", ["x"], []).reason).to.equal(FailureReason.Failed);
  });
});
