import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { code, table } from "./markdown";

const INTRODUCTION = `# Outputs of a stack

<!-- Written by npm run docs from stacks/outputs.ts. -->

\`pulumi stack output NAME\` prints one of them, and a StackReference reads them from another stack. None is secret.`;

/** `docs/outputs.md`, from the contract in stacks/outputs.ts. */
export function outputsReference(root: string): string {
  const outputs = interfaces(path.join(root, "stacks/outputs.ts"));
  const handoffs = interfaces(path.join(root, "components/lib/handoff.ts"));
  return `${[
    INTRODUCTION,
    fieldTable(outputs, "StackOutputs", "Output"),
    "## ports",
    fieldTable(outputs, "PublishedPort", "Field"),
    "## privateDnsVerification",
    fieldTable(outputs, "DnsVerification", "Field"),
    "## registry",
    fieldTable(outputs, "PublishedRegistry", "Field"),
    "## handoff",
    "The document that a provider hands to a consumer. `fromHandoff` reads it, as text or as an object.",
    fieldTable(handoffs, "Handoff", "Field"),
  ].join("\n\n")}\n`;
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

function interfaces(file: string): Interfaces {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  return new Map(source.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
}

function fieldTable(found: Interfaces, name: string, heading: string): string {
  const declaration = found.get(name);
  if (declaration === undefined) throw new Error(`There is no interface ${name} to document.`);
  return table([heading, "Type", "Meaning"], declaration.members.filter(ts.isPropertySignature).map(field));
}

function field(member: ts.PropertySignature): string[] {
  const name = member.name.getText();
  const comment = ts.getJSDocCommentsAndTags(member).find(ts.isJSDoc)?.comment;
  const meaning = ts.getTextOfJSDocComment(comment);
  if (meaning === undefined) throw new Error(`${name} is not documented.`);
  const type = (member.type?.getText() ?? "unknown").replace(/^readonly /, "").replace("typeof HANDOFF_VERSION", "1");
  return [code(name), code(type), meaning];
}
