import { expect } from "chai";
import * as library from "../../automation";
import { Operation, OperationFailed, PlanError, Refused, RemovalInterrupted, rollout } from "../../automation";

type ErrorClass = new (...args: never) => Error;

const isErrorClass = (value: unknown): value is ErrorClass =>
  typeof value === "function" && value.prototype instanceof Error;

describe("the errors of saas-privatelink/automation", () => {
  const classes = Object.entries(library).flatMap(([name, value]) =>
    isErrorClass(value) ? [[name, value] as const] : [],
  );

  it("are a Refused, but for what an engine gave up", () => {
    const isRefused = (one: ErrorClass) => one === Refused || one.prototype instanceof Refused;
    expect(Object.fromEntries(classes.map(([name, one]) => [name, isRefused(one)]))).to.deep.equal({
      OperationFailed: false,
      PlaceError: true,
      PlanError: true,
      Refused: true,
      RemovalInterrupted: true,
      RolloutFileError: true,
      RolloutRefused: true,
    });
    expect(new OperationFailed(Operation.Up, "a", ["no"], [])).not.to.be.instanceOf(Refused);
  });

  it("have the names under which they are exported, also where no class can be compared", () => {
    const made = [
      new library.OperationFailed(Operation.Up, "a", [], []),
      new library.PlaceError("no"),
      new library.PlanError(["no"]),
      new library.Refused("no"),
      new library.RemovalInterrupted(),
      new library.RolloutFileError(["no"]),
      new library.RolloutRefused(["no"]),
    ];
    expect(made.map(({ name }) => name).sort()).to.deep.equal(classes.map(([name]) => name).sort());
  });

  it("say what is wrong with a project that is none as a Refused, with all sentences in its message", async () => {
    const error = await rollout({ project: "/nope" }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Refused).and.to.be.instanceOf(PlanError);
    expect((error as PlanError).message).to.equal("There is no Pulumi.yaml in /nope.");
    const several = new PlanError(["One.", "Two."]);
    expect([several.message, several.messages, several.exitCode]).to.deep.equal(["One.\nTwo.", ["One.", "Two."], 1]);
  });

  it("end a command as it ended before: an interrupted removal with 130", () => {
    expect(new RemovalInterrupted().exitCode).to.equal(130);
  });
});
