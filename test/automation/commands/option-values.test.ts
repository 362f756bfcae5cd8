import { expect } from "chai";
import { Command, InvalidArgumentError, type Option } from "commander";
import { checked, count, listed, several, wholeNumber } from "../../../automation/commands/option-values";
import type { Check } from "../../../components/lib/problem";

const noX: Check<string> = (value, path) =>
  value.includes("x") ? [{ path, value, rule: "has an x", remedy: "take it out" }] : [];

/** The value of an option after a command line; the message where it is refused. */
function parsed(option: Option, ...line: string[]): unknown {
  const program = new Command()
    .addOption(option)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    return Object.values(program.parse(line, { from: "user" }).opts())[0];
  } catch (error) {
    return (error as Error).message;
  }
}

describe("values of options", () => {
  it("come one at a time, each as it is read", () => {
    expect(parsed(several("--a <v>", "what"), "--a", "1,2", "--a", "3")).to.deep.equal(["1,2", "3"]);
    expect(parsed(several("--a <v>", "what", count), "--a", "1", "--a", "3")).to.deep.equal([1, 3]);
    expect(parsed(several("--a <v>", "what"))).to.equal(undefined);
    expect(parsed(several("--a <v>", "what").default([], "none"))).to.deep.equal([]);
    expect(several("--a <v>", "what").description).to.equal("what; may be repeated");
  });

  it("come as a list with commas, too", () => {
    const option = () => listed("--a <v>", "what").default([], "all");
    expect(parsed(option(), "--a", " 1, 2,", "--a", "3")).to.deep.equal(["1", "2", "3"]);
    expect(parsed(option())).to.deep.equal([]);
    expect(parsed(option(), "--a", ",")).to.equal("error: option '--a <v>' argument ',' is invalid. Give a name.");
  });

  it("have to pass their rule", () => {
    expect(parsed(checked("--a <v>", "what", noX), "--a", "y")).to.equal("y");
    expect(parsed(checked("--a <v>", "what", noX), "--a", "xy")).to.match(/^error: option .* is invalid\. .*has an x/);
  });

  for (const text of ["0", "-1", "1.5", "1e3", "01", "", " 1", "a"]) {
    it(`are no count as ${JSON.stringify(text)}`, () => {
      expect(() => count(text)).to.throw(InvalidArgumentError, "Give a whole number of at least 1.");
    });
  }

  it("are whole numbers up to the last one", () => {
    const read = wholeNumber(0, 60);
    expect(["0", "1", "60"].map(read)).to.deep.equal([0, 1, 60]);
    for (const text of ["61", "-1", "00", "1.0", "", "0x10", "Infinity"]) {
      expect(() => read(text), text).to.throw(InvalidArgumentError, "Give a whole number from 0 to 60.");
    }
    expect(() => wholeNumber(1, 60)("0")).to.throw("Give a whole number from 1 to 60.");
  });
});
