import { expect } from "chai";
import { sentence } from "../../../components/lib/problem";
import { parseConfig } from "../../../stacks/config";
import { ConfigError } from "../../../stacks/config-error";
import { minimal } from "../minimal";
import { stackFile, type Written } from "../stack-files";

function said(settings: Written): string[] {
  try {
    parseConfig("test", stackFile({ ...minimal(), ...settings }));
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(sentence);
    throw error;
  }
  return [];
}

describe("stacks/rules/approval", () => {
  it("refuses settings of what is not wanted", () => {
    expect(said({ approval: {} })).to.deep.equal([
      "approval: {} is given, and access.approval is manual; set access.approval to registry, or remove it.",
    ]);
  });

  it("refuses to approve what AWS accepts without asking", () => {
    expect(said({ access: { approval: "registry", acceptanceRequired: false } })).to.deep.equal([
      'access.approval: "registry" leaves nothing to approve: AWS accepts every connection; set access.acceptanceRequired to true, or access.approval to manual.',
    ]);
  });

  it("refuses everyone as before, without both safeguards", () => {
    const access = { approval: "registry", allowedPrincipals: ["*"] };
    expect(said({ access })).to.deep.equal([
      'access.allowedPrincipals[0]: "*" lets every AWS account request a connection; name the principals, or set allowAnyPrincipal to true as well.',
    ]);
    expect(said({ access: { ...access, allowAnyPrincipal: true } })).to.deep.equal([]);
  });

  it("refuses more principals than the function can be told of, whatever they are written as, and no more", () => {
    const accounts = (count: number) => Array.from({ length: count }, (_, index) => String(111_111_111_111 + index));
    const access = (allowedPrincipals: string[]) => ({ approval: "registry", allowedPrincipals });
    expect(said({ access: access(accounts(70)) })).to.deep.equal([]);
    expect(said({ access: access(accounts(80)) })).to.deep.equal([
      "access.allowedPrincipals: 80 principals take 2641 bytes, and the function's environment has room for 2400; put consumers into the registry, and keep here only who is none.",
    ]);
    expect(said({ access: { allowedPrincipals: accounts(80) } })).to.deep.equal([]);
  });

  it("refuses to tell of no request, takes all events and the one that matters, and is content where nobody listens", () => {
    expect(said({ access: { approval: "registry" }, notification: { events: ["Delete"] } })).to.deep.equal([
      'notification.events: ["Delete"] lacks the event Connect, without which a consumer waits for the next run of the schedule; add Connect, or leave it out for all events.',
    ]);
    const access = { approval: "registry" };
    for (const notification of [undefined, {}, { events: ["Connect"] }]) {
      expect(said({ access, ...(notification && { notification }) })).to.deep.equal([]);
    }
    expect(said({ notification: { events: ["Delete"] } })).to.deep.equal([]);
  });
});
