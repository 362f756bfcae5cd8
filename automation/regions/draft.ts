import { isKeyed, valueAt } from "../../components/lib/schema/keys";
import { hasSecret } from "../plan/secrets";
import { pathText } from "../stacks/setting-path";
import { NAMESPACE, StackFile } from "../stacks/stack-file";
import { type Assignment, assigned, keyOf } from "./assigned";
import { withTrueComments } from "./comments";
import { headlineOf } from "./headline";

/** The stack whose file a new one is made of. */
export interface Template {
  readonly stack: string;
  readonly region: string;
  /** Text of its stack file. */
  readonly text: string;
}

export interface DraftRequest {
  readonly stack: string;
  readonly region: string;
  readonly template: Template;
  /** The stack that the others follow, which has the AMI and the registry. */
  readonly home: string;
  /** Block of the new VPC; absent where none is made. */
  readonly cidr?: string;
  readonly instanceType?: string;
  /** What a person gives and takes away, in this order. */
  readonly assignments: readonly Assignment[];
}

/** The stack file of a new stack, not written yet. */
export interface Draft {
  readonly file: StackFile;
  /** What a person should know of how it came about, a sentence each. */
  readonly notes: readonly string[];
  /** Assignments that could not be made, a sentence each. */
  readonly problems: readonly string[];
}

const AT_TOP = ["encryptionsalt", "encryptedkey", "secretsprovider"] as const;

/** Makes the stack file of a new stack from that of another one, with the comments that are true of it. */
export function draftOf(request: DraftRequest): Draft {
  const { stack, region, template, home } = request;
  const headline = [headlineOf(stack, region, template.stack)];
  const names = [template.stack, template.region];
  const file = StackFile.parse(`Pulumi.${stack}.yaml`, withTrueComments(template.text, names, headline));
  const at = (key: string, ...below: string[]) => ["config", `${NAMESPACE}:${key}`, ...below] as const;
  const secrets = leaveSecrets(file, stack);
  file.set(["config", "aws:region"], region);
  const hadConsumer = file.get(...at("consumer")) !== undefined;
  if (hadConsumer) file.delete(...at("consumer"));
  const takesCopy = template.stack !== home && file.get(...at("image", "id")) !== undefined;
  if (template.stack === home) followHome(file, home);
  else if (takesCopy) {
    file.set(at("image"), { copyFrom: { stack: home } }, `A copy of the AMI that the stack ${home} runs.`);
  }
  if (request.cidr !== undefined) {
    file.delete(...at("network", "existing"));
    file.set(at("network", "cidr"), request.cidr);
  }
  if (request.instanceType !== undefined) file.set(at("fleet", "instanceType"), request.instanceType);
  // How many zones offer the type, and which, is another matter in each Region.
  if (/\bzones?\b/i.test(commentAbove(file, "instanceType"))) file.comment(at("fleet", "instanceType"), undefined);
  const problems = assignAll(file, request.assignments);
  // Of what is in the file in the end: a person may have given what is said to be left out.
  const notes = [
    ...secrets.flatMap(({ key, note }) => (key !== undefined && file.get("config", key) !== undefined ? [] : [note])),
    ...(hadConsumer && file.get(...at("consumer")) === undefined
      ? [`The consumer VPC of ${template.stack} is left out; --set consumer.cidr=... makes one here as well.`]
      : []),
    ...(takesCopy && file.get(...at("image", "copyFrom", "stack")) === home
      ? [`image: a copy of what ${home} runs, until privatelink image promote gives the stack an AMI by id.`]
      : []),
  ];
  return { file, notes, problems };
}

/** Turns the settings of the stack that others follow into those of one that follows. */
function followHome(file: StackFile, home: string): void {
  const image = file.get("config", `${NAMESPACE}:image`);
  if (isKeyed(image)) {
    const { keep } = image;
    const comment = `The AMI that the stack ${home} runs, copied and encrypted here. Bring ${home} up first, and again after a new AMI.`;
    file.set(["config", `${NAMESPACE}:image`], { copyFrom: { stack: home }, keep }, comment);
  }
  if (valueAt(file.settings(), [`${NAMESPACE}:access`, "approval"]) !== "registry") return;
  const approval = valueAt(file.settings(), [`${NAMESPACE}:approval`]);
  const comment = `The registry of ${home}, of which a replica is made here, so that decisions do not depend on that Region.`;
  file.set(
    ["config", `${NAMESPACE}:approval`],
    { registry: { stack: home }, ...(approval as object | undefined) },
    comment,
  );
}

/** What is encrypted is so for one stack: its file has the salt or the key. */
function leaveSecrets(file: StackFile, stack: string): { readonly key?: string; readonly note: string }[] {
  const secrets = Object.entries(file.settings()).filter(([, value]) => hasSecret(value));
  for (const [key] of secrets) file.delete("config", key);
  const provider = file.get("secretsprovider");
  for (const key of AT_TOP) file.delete(key);
  const notes = secrets.map(([key]) => ({
    key,
    note: `${key} is encrypted for the other stack and left out; pulumi config set --secret --stack ${stack} ${key} sets it.`,
  }));
  if (typeof provider !== "string") return notes;
  const note = `pulumi stack init ${stack} --secrets-provider '${provider}' encrypts its secrets as the other stack's.`;
  return [...notes, { note }];
}

function assignAll(file: StackFile, assignments: readonly Assignment[]): string[] {
  return assignments.flatMap((assignment) => {
    const { path, value } = assignment;
    const changed = assigned(file.settings(), assignment);
    if (typeof changed === "string") return [`${pathText(path)}: ${changed}`];
    // Elements of a list have no keys of their own: the list is written anew.
    const index = path.findIndex((part) => typeof part === "number");
    const names = (index === -1 ? path : path.slice(0, index)).slice(1) as string[];
    const at = ["config", keyOf(path), ...names] as const;
    if (value === undefined) file.delete(...at);
    else file.set(at, valueAt(changed, [keyOf(path), ...names]));
    return [];
  });
}

function commentAbove(file: StackFile, key: string): string {
  return new RegExp(`((?:^[ \\t]*#.*\\n)*)^[ \\t]*${key}:`, "m").exec(file.toString())?.[1] ?? "";
}
