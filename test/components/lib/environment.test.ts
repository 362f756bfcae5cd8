import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { checkEnvironment, environmentFile, shellWord, writeFile } from "../../../components/lib/environment";
import { sentence } from "../../../components/lib/problem";
import { anyCharacter } from "../../support/characters";

const NASTY = [
  "'",
  '"',
  "\\",
  "$",
  "`",
  "!",
  "\n",
  "\r",
  "\t",
  " ",
  "#",
  "*",
  "~",
  "%",
  "&",
  ";",
  "END_OF_FILE",
  "\n'\n",
  "é",
  "💥",
];
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 12 }).map((parts) => parts.join("")),
);
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
const environments = fc
  .dictionary(name, text, { maxKeys: 16 })
  .filter((environment) => checkEnvironment(environment, "environment").length === 0);

describe("The environment of a service", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "environment-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What a process sees that bash starts after it has written the file and read it, as an instance does. */
  function seen(environment: Record<string, string>): Record<string, string> {
    const file = join(folder, "it's an environment");
    const script = `set -euo pipefail\n${writeFile(file, environmentFile(environment))}. ${shellWord(file)}\nexec /usr/bin/env -0\n`;
    const output = execFileSync("/bin/bash", ["-c", script], {
      env: {},
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const variables = output.split("\0").slice(0, -1);
    return Object.fromEntries(
      variables.map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)]),
    );
  }

  it("reaches the process as it was written, whatever the values hold", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(environments, (environment) => {
        const process = seen(environment);
        for (const [key, value] of Object.entries(environment)) expect(process[key], key).to.equal(value);
      }),
      { numRuns: 20 },
    );
  });

  it("reaches the process under names that bash itself uses, unless they are refused", function () {
    this.timeout(60_000);
    const special = execFileSync("/bin/bash", ["-c", "compgen -v"], {
      env: {},
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
    })
      .trim()
      .split("\n");
    const known = [...special, "RANDOM", "SECONDS", "LINENO", "EPOCHSECONDS", "SRANDOM", "POSIXLY_CORRECT", "HISTCMD"];
    const accepted = [
      ...known,
      "IFS",
      "PATH",
      "LC_ALL",
      "LANG",
      "HOME",
      "TMOUT",
      "HISTFILE",
      "PS4",
      "OPTARG",
      "OPTERR",
      "GLOBIGNORE",
    ].filter((each) => checkEnvironment({ [each]: "x1" }, "environment").length === 0);
    const environment = Object.fromEntries(accepted.map((each) => [each, "x1"]));
    expect(seen(environment)).to.include(environment);
    expect(accepted).to.include.members(["IFS", "PATH", "LC_ALL"]);
    expect(accepted).not.to.include.members(["UID"]);
  });

  it("is refused with names that are none, or belong to bash", () => {
    expect(
      checkEnvironment({ "A-B": "", BASH_ENV: "", UID: "0", ok_1: "" }, "service.environment").map(sentence),
    ).to.deep.equal([
      'service.environment["A-B"]: "A-B" is not the name of an environment variable; use letters, digits and underscores, and no digit first.',
      'service.environment.BASH_ENV: "BASH_ENV" is a variable that bash sets itself; choose another name.',
      'service.environment.UID: "UID" is a variable that bash sets itself; choose another name.',
    ]);
  });

  it("is refused with a NUL or half a surrogate pair, which would not arrive", () => {
    for (const value of ["a\0", "\ud800", "\udc00x"]) {
      expect(checkEnvironment({ A: value }, "environment"), JSON.stringify(value)).to.have.length(1);
    }
    expect(checkEnvironment({ A: "💥" }, "environment")).to.deep.equal([]);
  });

  it("is written in the order of the names, quoted only where it must be", () => {
    expect(environmentFile({ B: "it's", A: "a/b:3000" })).to.equal("export A=a/b:3000\nexport B='it'\\''s'\n");
    expect(environmentFile({ EMPTY: "" })).to.equal("export EMPTY=''\n");
    expect(environmentFile({})).to.equal("");
  });
});

describe("A file that a script writes", () => {
  it("ends where the text ends, also when a line of it looks like the end", () => {
    const folder = mkdtempSync(join(tmpdir(), "heredoc-"));
    try {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom("END_OF_FILE", "END_OF_FILE_", "$HOME", "`x`", "\\", ""), { minLength: 1 }),
          (lines) => {
            const file = join(folder, "file");
            const content = `${lines.join("\n")}\n`;
            execFileSync("/bin/bash", ["-c", writeFile(file, content)], { stdio: "ignore" });
            expect(readFileSync(file, "utf8")).to.equal(content);
          },
        ),
        { numRuns: 40 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
