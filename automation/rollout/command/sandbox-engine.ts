import type { Engine } from "../../engine/engine";
import { findEngine } from "../../engine/find";
import { PlaceError } from "../../stacks/place-error";
import type { Terminal } from "../../terminal/terminal";

/**
 * The engine that works on the sandbox, made where there is none yet; what is waited for then goes to stderr. Throws a
 * {@link PlaceError} where it can be come by in no way.
 */
export async function sandboxEngine(
  { stderr }: Pick<Terminal, "stderr">,
  find: typeof findEngine = findEngine,
): Promise<Engine> {
  let told: string | undefined;
  const lookup = await find({
    onProgress: ({ step }) => {
      if (told === undefined) {
        stderr.write(
          "There is no Pulumi engine here yet. It is made once; where it is built, that takes 4 to 8 minutes.\n",
        );
      }
      if (step !== told) stderr.write(`Pulumi engine: ${step}\n`);
      told = step;
    },
  });
  if (lookup.engine !== undefined) return lookup.engine;
  throw new PlaceError(`${lookup.reason} Without an engine, privatelink plan shows what the stacks would be.`);
}
