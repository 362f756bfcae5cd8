import * as pulumi from "@pulumi/pulumi";

/** The value of an Output once it is known; rejects when the Output fails, where `apply` would never answer. */
export function promiseOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  const settled = pulumi.output(output) as pulumi.Output<pulumi.Unwrap<T>> & { promise(): Promise<pulumi.Unwrap<T>> };
  return settled.promise();
}
