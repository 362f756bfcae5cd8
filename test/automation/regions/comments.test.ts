import { expect } from "chai";
import { withTrueComments } from "../../../automation/regions/comments";

function kept(text: string): string {
  return withTrueComments(text, ["us-east-2"], ["New."]);
}

describe("withTrueComments", () => {
  it("puts the headline in place of what names the other stack, and keeps the rest of it", () => {
    expect(kept("# The stack us-east-2.\n# Every key: docs/config.md.\na: 1\n")).to.equal(
      "# New.\n# Every key: docs/config.md.\na: 1\n",
    );
  });

  it("puts the headline above a file that has none", () => {
    expect(kept("a: 1\n")).to.equal("# New.\na: 1\n");
  });

  it("leaves out a comment that names the other stack in one of its lines, and keeps the one beside it", () => {
    expect(kept("a: 1\n# One.\n# As in us-east-2.\nb: 2\n# Two.\nc: 3\n")).to.equal(
      "# New.\na: 1\nb: 2\n# Two.\nc: 3\n",
    );
  });

  for (const text of ["use2-az1", "ami-0123456789abcdef0", "arn:aws:kms:x", "vpc-01234567"]) {
    it(`leaves out a comment about ${text}`, () => {
      expect(kept(`a: 1\n# See ${text}.\nb: 2\n`)).to.equal("# New.\na: 1\nb: 2\n");
    });
  }

  it("keeps a comment about a Region or stack whose name only begins or ends alike", () => {
    for (const name of ["us-east-1", "us-east-2x", "old-us-east-2"]) {
      expect(kept(`a: 1\n# As ${name}.\nb: 2\n`)).to.equal(`# New.\na: 1\n# As ${name}.\nb: 2\n`);
    }
  });

  it("takes no line of a text for a comment", () => {
    const text = "# New.\na: |\n  # us-east-2\n  x\nb: >-\n  # us-east-2\n\nc: 'x\n  # us-east-2\n  y'\n";
    expect(kept(text)).to.equal(`# New.\n${text}`);
    expect(kept("# us-east-2\na: |\n  x\n# us-east-2\nb: 1\n")).to.equal("# New.\na: |\n  x\nb: 1\n");
  });
});
