import type { Connection } from "./connection";
import type { Consumer } from "./consumer";
import type { Decision } from "./decision";
import type { OpenQuestion } from "./open-question";
import type { Refusal, UnreadableItem } from "./ports";
import type { PublishedService } from "./published-service";

/** A connection, whose it is, and what the rules say about it. */
export interface DecidedConnection {
  readonly connection: Connection;
  /** Absent for an account that is not in the registry, or whose entry cannot be read. */
  readonly consumer?: Consumer;
  readonly decision: Decision;
}

/** A question to keep, and the connection that it is about. */
export interface QuestionToOpen {
  readonly question: OpenQuestion;
  readonly about: DecidedConnection;
  /** Whether people are asked, because nobody in the registry has the account. */
  readonly ask: boolean;
}

/** What to do about the principals of the service. */
export interface PrincipalChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Why a principal is admitted or withdrawn. */
export const PrincipalReason = {
  /** Its consumer may connect to the service. */
  Active: "active",
  Suspended: "suspended",
  Ended: "ended",
  NotYetValid: "notYetValid",
  Expired: "expired",
  ServiceNotCovered: "serviceNotCovered",
  /** The consumer may connect, but by other principals of its account. */
  PrincipalNotListed: "principalNotListed",
  /** No consumer has its account. */
  NotInRegistry: "notInRegistry",
} as const;
export type PrincipalReason = (typeof PrincipalReason)[keyof typeof PrincipalReason];

/** A principal, whose it is, and what the entry says about it. */
export interface JudgedPrincipal {
  readonly principal: string;
  /** Absent where no consumer has the account. */
  readonly consumer?: Consumer;
  readonly reason: PrincipalReason;
}

/** What a run is going to do, from what it has read. */
export interface RunPlan {
  readonly service: PublishedService;
  /** Instant, ISO 8601 in UTC, at which the rules were applied. */
  readonly now: string;
  /** Every connection, in the order of `createdAt` and endpoint id. Empty where connections could not be read. */
  readonly decisions: readonly DecidedConnection[];
  /** Those to accept, in that order. */
  readonly accept: readonly DecidedConnection[];
  /** Those to reject or expire, in that order. */
  readonly cut: readonly DecidedConnection[];
  /** Sorted ARNs. Those of accounts whose connections cannot be cut in the run are not removed. */
  readonly principals: PrincipalChange;
  /** The reason for each principal that is added or removed, in the order of `principals`. */
  readonly principalReasons: readonly JudgedPrincipal[];
  readonly questions: {
    /** Those that were open when the run began. */
    readonly kept: readonly OpenQuestion[];
    readonly open: readonly QuestionToOpen[];
    readonly close: readonly OpenQuestion[];
  };
  readonly warnings: {
    /** Consumers whose `validUntil` comes near and who have not been warned of it. */
    readonly send: readonly { readonly consumer: Consumer; readonly validUntil: string }[];
    /** Accounts whose warning is about nothing any more. */
    readonly forget: readonly string[];
  };
  /** Items of the registry that cannot be read; their accounts are treated as unknown. */
  readonly unreadable: readonly UnreadableItem[];
}

/** A connection that AWS did not accept or reject, and why. */
export interface RefusedConnection {
  readonly about: DecidedConnection;
  readonly refusal: Refusal;
}

/** What a run has done. In a dry run every list of deeds is empty and `plan` says what would be done. */
export interface RunReport {
  readonly plan: RunPlan;
  readonly dryRun: boolean;
  readonly accepted: readonly DecidedConnection[];
  /** Rejected and expired ones. */
  readonly rejected: readonly DecidedConnection[];
  /** Those whose consumer's entry changed after it was read, so that nothing was done; the next run decides anew. */
  readonly postponed: readonly DecidedConnection[];
  readonly refused: readonly RefusedConnection[];
  readonly principals: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Questions that people were asked. */
  readonly asked: readonly OpenQuestion[];
  readonly opened: readonly OpenQuestion[];
  readonly closed: readonly OpenQuestion[];
  /** Consumers that were told that their time runs out. */
  readonly warned: readonly Consumer[];
  /** Connections that still wait for a decision after the run. */
  readonly pending: readonly DecidedConnection[];
  /** Age of the oldest of them; 0 when there is none. */
  readonly oldestPendingSeconds: number;
  /** Accounts among them that no consumer has, sorted. */
  readonly unknownAccounts: readonly string[];
  /** What failed, as plain sentences. When there is any, the run throws `RunFailed`, which carries this report. */
  readonly errors: readonly string[];
}
