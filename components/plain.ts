import * as pulumi from "@pulumi/pulumi";

/** Whether a value is there already, so that it can be judged before the first child. */
export function isPlain<T>(value: pulumi.Input<T>): value is T {
  return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

/** The list itself when all of it is plain, so that it can be checked at once. */
export function gathered(values: pulumi.Input<string>[]): pulumi.Input<string[]> {
  return values.every(isPlain) ? values : pulumi.all(values);
}
