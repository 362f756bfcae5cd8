import { type Problem, sentence } from "../../../components/lib/problem";
import type { Consumer } from "../consumer";
import type { Item } from "./attributes";

/** A consumer that cannot be added, and why. */
export interface Taken {
  readonly consumer: Consumer;
  readonly problem: Problem;
}

/** Consumers that cannot be added, because their names or accounts are in the registry already. */
export class AlreadyRegistered extends Error {
  /**
   * @param taken what is taken
   * @param added accounts that were added before another writer came in between; none where all fit one transaction
   */
  constructor(
    readonly taken: readonly Taken[],
    readonly added: readonly string[] = [],
  ) {
    const sentences = taken.map(({ problem }) => sentence(problem));
    super([outcome(added), ...sentences].join(" "));
    this.name = "AlreadyRegistered";
  }
}

type Read = Pick<Consumer, "name" | "account" | "revision">;

/** An entry that is not as it was when it was read. */
export class ChangedMeanwhile extends Error {
  /** @param current revision of the entry now; absent where it is gone or has none */
  constructor(
    { name, account, revision }: Read,
    readonly current: number | undefined,
    state = current === undefined ? "is not there any more" : `is at revision ${current} now`,
  ) {
    super(
      `The entry of ${name}, account ${account}, was read at revision ${revision} and ${state}. ` +
        "Nothing was changed; look at it again and repeat the change.",
    );
    this.name = "ChangedMeanwhile";
  }
}

/** What became of an entry, by its item as it is now. */
export function changedMeanwhile(read: Read, item: Item | undefined): ChangedMeanwhile {
  if (item === undefined) return new ChangedMeanwhile(read, undefined);
  const digits = item.revision?.N;
  if (digits === undefined) return new ChangedMeanwhile(read, undefined, "has no revision now");
  const current = Number(digits);
  return new ChangedMeanwhile(read, current, current === read.revision ? "has another name now" : undefined);
}

/** A name that the registry keeps for another account, which only a change by hand can bring about. */
export class NameOfAnother extends Error {
  constructor({ name, account }: Read) {
    super(
      `The item NAMES/${name} keeps the name for another account than ${account}. ` +
        "Nothing was changed; correct the item by hand.",
    );
    this.name = "NameOfAnother";
  }
}

/** Why an account cannot be added. */
export function accountTaken(consumer: Consumer, holder: string | undefined): Taken {
  const rule = holder === undefined ? "has an entry already" : `has an entry already, ${JSON.stringify(holder)}`;
  const remedy = "change that one, or leave this one out";
  return { consumer, problem: { path: "account", value: consumer.account, rule, remedy } };
}

/** Why a name cannot be added. */
export function nameTaken(consumer: Consumer, holder: string | undefined): Taken {
  const rule = `is the name of ${holder === undefined ? "another account" : `account ${holder}`} already`;
  return { consumer, problem: { path: "name", value: consumer.name, rule, remedy: "choose another name" } };
}

function outcome(added: readonly string[]): string {
  if (added.length === 0) return "Nothing was added.";
  return `Another writer came in between; before it, ${added.length === 1 ? "account" : "accounts"} ${added.join(", ")} had been added.`;
}
