/** Forms in which a hand-off is written. */
export const Format = {
  Json: "json",
  Cli: "cli",
  Terraform: "terraform",
  CloudFormation: "cloudformation",
  Pulumi: "pulumi",
  Markdown: "markdown",
} as const;
export type Format = (typeof Format)[keyof typeof Format];

/** Options of `privatelink handoff`. */
export interface HandoffOptions {
  /** Stack whose service is handed over; not needed with `outputs`. */
  readonly stack?: string;
  /** File with the stack's outputs, in place of asking the engine. */
  readonly outputs?: string;
  /** Name or account of the consumer in the registry. */
  readonly consumer?: string;
  /** One form; all of them where absent, which needs `out`. */
  readonly format?: Format;
  /** Folder to write to; stdout where absent. */
  readonly out?: string;
  /** ARN of the registry's table. */
  readonly registry?: string;
  /** Whether files that are there already are replaced. */
  readonly force?: boolean;
  /** Whether what was written is printed as JSON. */
  readonly json?: boolean;
}
