import { settings } from "../../stacks/schema/settings";
import { keySections } from "./key-tables";

const INTRODUCTION = `# Config of a stack

<!-- Written by npm run docs from stacks/schema. -->

A stack is a file \`Pulumi.<stack>.yaml\`. Besides \`aws:region\`, the Region of the stack and required, it has the keys
below, each with the prefix \`saas-privatelink:\`. An unknown key is an error, and so is every value that AWS would refuse:
all of them are reported at once, before the first resource.

A key without a default may be left out unless it says that it is required. Where nothing is said of a change, it is made
in place.
`;

/** `docs/config.md`, from the schema. */
export function configReference(): string {
  return `${[INTRODUCTION.trimEnd(), ...keySections(settings)].join("\n\n")}\n`;
}
