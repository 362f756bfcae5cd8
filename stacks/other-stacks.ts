import * as pulumi from "@pulumi/pulumi";
import type { StackOutputs } from "./outputs";

/** Outputs of stacks at their last update, one reference to each stack: Pulumi takes no second one of the same name. */
export class OtherStacks {
  readonly #references = new Map<string, pulumi.StackReference>();

  /** An output of a stack of this project by its name, or of any by its whole name; `undefined` where there is none. */
  async output<Name extends keyof StackOutputs>(stack: string, name: Name): Promise<StackOutputs[Name] | undefined> {
    const { value } = await this.#reference(stack).getOutputDetails(name);
    return value as StackOutputs[Name] | undefined;
  }

  #reference(stack: string): pulumi.StackReference {
    const name = stack.includes("/") ? stack : `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
    const reference = this.#references.get(name) ?? new pulumi.StackReference(name);
    this.#references.set(name, reference);
    return reference;
  }
}
