import * as pulumi from "@pulumi/pulumi";

/** Sets `protect` on a component's children of one type only; the option on the component would set it on all. */
export function protecting(type: string, protect: boolean): pulumi.ComponentResourceOptions {
  const only: pulumi.ResourceTransformation = ({ type: own, props, opts }) =>
    own === type ? { props, opts: pulumi.mergeOptions(opts, { protect }) } : undefined;
  return { transformations: [only] };
}
