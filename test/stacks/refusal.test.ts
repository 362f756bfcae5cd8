import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { plainly } from "../../stacks/refusal";

async function errorOf(run: () => unknown): Promise<unknown> {
  return plainly(run).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("stacks/refusal", () => {
  it("shows what a component refuses without a stack trace", async () => {
    const refusal = new pulumi.InputPropertiesError({ message: 'Fleet "orders" cannot be created.', errors: [] });
    const error = await errorOf(() => {
      throw refusal;
    });
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    expect(error).to.have.property("message", 'Fleet "orders" cannot be created.');
  });

  it("leaves every other error as it is", async () => {
    const defect = new TypeError("x is not a function");
    const thrown = await errorOf(async () => {
      throw defect;
    });
    expect(thrown).to.equal(defect);
  });

  it("gives what the program gives", async () => {
    expect(await plainly(() => 5)).to.equal(5);
  });
});
