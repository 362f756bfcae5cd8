import { type Engine, EngineSource } from "../../../automation/engine/engine";
import { findEngine } from "../../../automation/engine/find";
import { findExecutable } from "../../../automation/engine/installed";

let found: Promise<Engine | string> | undefined;

/**
 * The engine that the tests run on, made once when there is none. Where neither an engine nor Go is, the suite is skipped
 * and says so; on CI, and where Go is there but does not build it, that is a failure.
 */
export async function engineFor(suite: Mocha.Context): Promise<Engine> {
  // Making the engine is not a test's time.
  suite.timeout(0);
  found ??= search();
  const engine = await found;
  if (typeof engine !== "string") return engine;
  const go = await findExecutable("go", process.env.PATH ?? "");
  if (process.env.CI || go !== undefined) throw new Error(engine);
  console.log(`      skipped: ${engine}`);
  return suite.skip();
}

async function search(): Promise<Engine | string> {
  let told = "";
  const lookup = await findEngine({
    onProgress: ({ step }) => {
      if (step !== told) console.log(`      ${step}`);
      told = step;
    },
  });
  if (lookup.engine === undefined) return lookup.reason;
  const { version, source } = lookup.engine;
  if (source !== EngineSource.Cache) console.log(`      engine ${version}: ${source}`);
  return lookup.engine;
}
