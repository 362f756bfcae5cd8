import { overlaps, parseCidr } from "../../components/lib/cidr";
import { checkVpcCidr } from "../../components/lib/network";
import { reason } from "../../components/lib/problem";
import { valueAt } from "../../components/lib/schema/keys";
import { NAMESPACE } from "../stacks/stack-file";
import { type Finding, ok, problem, unknown } from "./finding";
import { nextCidr } from "./next-cidr";

/** A block of addresses that a stack of the project has. */
export interface TakenBlock {
  readonly stack: string;
  /** Path of the setting, for example `consumer.cidr`. */
  readonly path: string;
  readonly cidr: string;
}

const PLACES = [
  ["network", "cidr"],
  ["network", "existing", "cidr"],
  ["consumer", "cidr"],
];

/** The blocks that the settings of stacks name. */
export function takenBlocks(stacks: ReadonlyMap<string, Readonly<Record<string, unknown>>>): TakenBlock[] {
  return [...stacks].flatMap(([stack, settings]) =>
    PLACES.flatMap(([key, ...below]) => {
      const cidr = valueAt(settings, [`${NAMESPACE}:${key}`, ...below]);
      return typeof cidr === "string" ? [{ stack, path: [key, ...below].join("."), cidr }] : [];
    }),
  );
}

/**
 * The block of a new VPC, and what is to be said of it. PrivateLink connects endpoints and not networks, so that blocks may
 * overlap; those of one provider do not, because one day they may be peered.
 * @param given what a person asks for; otherwise the next free block after that of the template is taken
 */
export function chooseBlock(
  given: string | undefined,
  ofTemplate: string | undefined,
  taken: readonly TakenBlock[],
): { readonly cidr?: string; readonly finding: Finding } {
  const subject = "network.cidr";
  if (given !== undefined) return { cidr: given, finding: judgeBlock(given, taken) };
  if (ofTemplate === undefined) {
    return { finding: unknown(subject, "no VPC is made: the template uses one that exists; --cidr makes one") };
  }
  const cidr = nextCidr(
    ofTemplate,
    taken.map((block) => block.cidr),
  );
  if (cidr === undefined) {
    const text = `no block of the size of ${ofTemplate} is free in its private range; give one by --cidr`;
    return { finding: problem(subject, text) };
  }
  return { cidr, finding: judgeBlock(cidr, taken) };
}

/**
 * What is to be said of the block that the new stack file has in the end.
 * @param settings of the new stack, with all that a person gives
 * @param before the block that the template has, and the one that was chosen in its place
 */
export function judgeNetwork(
  settings: Readonly<Record<string, unknown>>,
  before: { readonly ofTemplate: string | undefined; readonly chosen: ReturnType<typeof chooseBlock> },
  taken: readonly TakenBlock[],
): Finding {
  const { ofTemplate, chosen } = before;
  const cidr = valueAt(settings, [`${NAMESPACE}:network`, "cidr"]);
  // Where none could be chosen the template's is still there; that it is taken says nothing new.
  if (cidr === (chosen.cidr ?? ofTemplate)) return chosen.finding;
  if (typeof cidr === "string") return judgeBlock(cidr, taken, "--set network.cidr=...");
  if (cidr !== undefined) return problem("network.cidr", `${JSON.stringify(cidr)} is not text; write address/prefix`);
  const isThere = valueAt(settings, [`${NAMESPACE}:network`, "existing"]) !== undefined;
  return unknown("network.cidr", isThere ? "no VPC is made: the stack uses one that exists" : "no block is given");
}

function judgeBlock(cidr: string, taken: readonly TakenBlock[], remedy = "--cidr"): Finding {
  const [malformed] = checkVpcCidr(cidr, "network.cidr");
  if (malformed !== undefined) return problem("network.cidr", reason(malformed).replace(/\.$/, ""));
  const block = parseCidr(cidr);
  const other = taken.find((one) => {
    const theirs = parseCidr(one.cidr);
    return block !== undefined && theirs !== undefined && overlaps(block, theirs);
  });
  if (other === undefined) return ok("network.cidr", `${cidr} overlaps with no other stack`);
  const text = `${cidr} overlaps with ${other.cidr}, ${other.path} of ${other.stack}; give another one by ${remedy}`;
  return problem("network.cidr", text);
}
