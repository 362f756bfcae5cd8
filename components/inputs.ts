import * as pulumi from "@pulumi/pulumi";
import { type Check, type Problem, reason, sentence } from "./lib/problem";

/**
 * Collects what is wrong with a component's args, so that all of it is said at once and before the first child.
 * A plain value is checked at once; an Output is gated on the same check, and fails with the same message.
 */
export class InputChecks {
  readonly #subject: string;
  readonly #problems: Problem[] = [];

  /** @param subject class and name of the component, for example `ProviderNetwork "orders"` */
  constructor(subject: string) {
    this.#subject = subject;
  }

  /** Records problems that a pure check found in plain values. */
  add(problems: readonly Problem[]): void {
    this.#problems.push(...problems);
  }

  /** The value itself when plain (its problems recorded), else an Output that fails when the check does. */
  input<T>(path: string, value: pulumi.Input<T>, check: Check<T>): pulumi.Input<T> {
    if (!pulumi.Output.isInstance(value) && !isPromise(value)) {
      this.add(check(value as T, path));
      return value;
    }
    return pulumi.output(value).apply((resolved) => {
      const problems = check(resolved as T, path);
      if (problems.length > 0) throw refusal(this.#subject, problems);
      return resolved;
    }) as pulumi.Output<T>;
  }

  /** Throws one `InputPropertiesError` with everything recorded so far; call it before the first child. */
  refuse(): void {
    if (this.#problems.length > 0) throw refusal(this.#subject, this.#problems);
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | undefined)?.then === "function";
}

function refusal(subject: string, problems: readonly Problem[]): pulumi.InputPropertiesError {
  return new pulumi.InputPropertiesError({
    message: `${subject} cannot be created. ${problems.map(sentence).join(" ")}`,
    errors: problems.map((p) => ({ propertyPath: p.path, reason: reason(p) })),
  });
}
