import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { CompleteHandoff } from "../../automation/handoff/document";
import { FORMATS } from "../../automation/handoff/formats";
import { Format } from "../../automation/handoff/options";
import { documents } from "../automation/handoff/support/documents";
import { toolsFolder } from "../support/tools/python-tools";
import { present } from "./support/clients";
import { temporaryFolder } from "./support/handoff";
import { printedBy, runTool } from "./support/run-tool";
import { terraformOnThisMachine } from "./support/terraform";
import { argumentsOf, unknownArguments } from "./support/terraform-arguments";

const ROOT = path.resolve(__dirname, "../..");

/** Every kind of document: with a private name and without, of one Region and of more, IPv6, and with names that nobody should use. */
const DOCUMENTS = documents();

describe("the formats of a hand-off, each by the checker of its own tool", function () {
  this.timeout(300_000);
  let tools: string;
  const folders: string[] = [];

  before(async () => {
    tools = await toolsFolder();
  });
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** Writes a format of each document to a folder of its own; the folders. */
  function written(format: Format, root = temporaryFolder()): string[] {
    folders.push(root);
    return Object.entries(DOCUMENTS).map(([name, document]) => {
      const folder = path.join(root, name.replaceAll(" ", "-"));
      for (const file of FORMATS[format](document as CompleteHandoff)) {
        const target = path.join(folder, file.path);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, file.text);
      }
      return folder;
    });
  }

  it("cli: shellcheck finds nothing, not even in style", async () => {
    const scripts = written(Format.Cli).map((folder) => path.join(folder, "connect.sh"));
    const shellcheck = path.join(tools, "shellcheck");
    const usual = scripts.filter((script) => !script.includes("nasty"));
    expect(await runTool(shellcheck, ["--severity=style", ...usual])).to.deep.equal({ code: 0, output: "" });
    // It suspects that what looks like code in single quotes was meant as code. Here it must stay a text.
    const nasty = scripts.filter((script) => script.includes("nasty"));
    const options = ["--severity=style", "--exclude=SC2016"];
    expect(await runTool(shellcheck, [...options, ...nasty])).to.deep.equal({ code: 0, output: "" });
  });

  it("cloudformation: cfn-lint finds nothing", async () => {
    const templates = written(Format.CloudFormation).map((folder) => path.join(folder, "template.yaml"));
    const checked = await runTool(path.join(tools, "cfn-lint"), [
      "--regions",
      "us-east-1",
      "us-east-2",
      "--",
      ...templates,
    ]);
    expect(checked).to.deep.equal({ code: 0, output: "" });
  });

  it("terraform: an HCL parser reads it, and AWS's provider has every argument", async () => {
    for (const folder of written(Format.Terraform)) {
      const parsed = await printedBy(path.join(tools, "hcl2tojson"), [path.join(folder, "main.tf")]);
      const blocks = argumentsOf(JSON.parse(parsed));
      expect(blocks.map(({ block }) => block)).to.include("resource aws_vpc_endpoint dns_options");
      expect(unknownArguments(blocks)).to.deep.equal([]);
    }
  });

  it("terraform: terraform validate and fmt find nothing, where Terraform and AWS's provider are on the machine", async function () {
    const terraform = await terraformOnThisMachine();
    if (terraform === undefined) return this.skip();
    for (const folder of written(Format.Terraform).filter((each) => VALIDATED.includes(path.basename(each)))) {
      expect(await terraform(folder, "init", "-backend=false", "-input=false")).to.have.property("code", 0);
      expect(await terraform(folder, "fmt", "-check", "-diff")).to.deep.equal({ code: 0, output: "" });
      const { code, output } = await terraform(folder, "validate", "-json");
      expect(JSON.parse(output)).to.include({ valid: true, error_count: 0, warning_count: 0 });
      expect(code).to.equal(0);
    }
  });

  it("pulumi: tsc compiles every project against this package", async () => {
    // Below the project, where the packages are found that npm install would bring.
    const root = path.join(ROOT, ".privatelink/handoff-pulumi");
    rmSync(root, { recursive: true, force: true });
    const settings = written(Format.Pulumi, root).map((folder) =>
      readFileSync(path.join(folder, "tsconfig.json"), "utf8"),
    );
    expect(new Set(settings).size).to.equal(1);
    const { compilerOptions } = JSON.parse(present(settings[0], "settings"));
    // This package's sources in place of an installed copy of it, and all projects at once: the types of AWS take long.
    const paths = { "saas-privatelink": [path.join(ROOT, "components/index.ts")] };
    const all = { compilerOptions: { ...compilerOptions, paths, resolveJsonModule: true }, include: ["*/*.ts"] };
    writeFileSync(path.join(root, "tsconfig.json"), JSON.stringify(all));
    const compiled = await runTool(process.execPath, [path.join(ROOT, "node_modules/typescript/bin/tsc"), "-p", root]);
    expect(compiled).to.deep.equal({ code: 0, output: "" });
  });
});

/** Documents whose modules differ in what Terraform checks. */
const VALIDATED = ["private-zone", "private-name-of-two-Regions", "another-Region-only", "ipv6", "nasty"];
