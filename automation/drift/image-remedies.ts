import { listed } from "../../components/lib/words";
import type { MatrixRow } from "./compare/row";

/** What to do where stacks run AMIs of different origin, a sentence each. */
export function imageRemedies(row: MatrixRow): string[] {
  const copying = row.odd.filter((stack) => leaderOf(stack, row) !== undefined);
  const naming = row.odd.filter((stack) => leaderOf(stack, row) === undefined);
  return [...(naming.length === 0 ? [] : remediesOfNaming(naming)), ...remediesOfCopying(copying, row)];
}

function leaderOf(stack: string, { cells }: MatrixRow): string | undefined {
  return cells[stack]?.copiedFrom;
}

function remediesOfNaming(stacks: readonly string[]): string[] {
  const files = listed(stacks.map((stack) => `Pulumi.${stack}.yaml`));
  return [
    `To deploy the AMI that ${files} ${stacks.length === 1 ? "gives" : "give"}: privatelink up --stack ${stacks.join(",")}.`,
    "Where stack files name different AMIs by id: privatelink image promote, then privatelink up.",
  ];
}

function remediesOfCopying(stacks: readonly string[], row: MatrixRow): string[] {
  const leaders = [...new Set(stacks.flatMap((stack) => leaderOf(stack, row) ?? []))];
  return leaders.flatMap((leader) => {
    const followers = stacks.filter((stack) => leaderOf(stack, row) === leader);
    const who = `${listed(followers)} ${followers.length === 1 ? "copies" : "copy"} the AMI of ${leader}`;
    return [
      `${who}, and ${followers.length === 1 ? "takes" : "take"} the present one over: privatelink up --stack ${followers.join(",")}.`,
      ...wayBack(leader, followers, row),
    ];
  });
}

/** After a rollback, the present AMI of the leader may be the bad one. */
function wayBack(leader: string, followers: readonly string[], { cells }: MatrixRow): string[] {
  const [value, ...others] = new Set(followers.map((stack) => cells[stack]?.value));
  if (value === undefined || others.length > 0) return [];
  // Only an AMI of the leader's own Region can be named in its stack file.
  const { id, region } = partsOf(value);
  if (region === undefined || region !== partsOf(cells[leader]?.value).region) return [];
  return [
    `To have theirs everywhere instead: name ${id} as image.id in Pulumi.${leader}.yaml, then privatelink up --stack ${leader}.`,
  ];
}

/** Of an AMI as the matrix names it, `ami-0123456789abcdef0 of us-east-1`. */
function partsOf(value: string | undefined): { id?: string; region?: string } {
  const [, id, region] = /^(ami-[0-9a-f]+) of ([a-z0-9-]+)$/.exec(value ?? "") ?? [];
  return id === undefined || region === undefined ? {} : { id, region };
}
