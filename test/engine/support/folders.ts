import { mkdtemp, realpath } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

/** A folder that the test removes. */
export async function temporaryFolder(): Promise<string> {
  return realpath(await mkdtemp(path.join(os.tmpdir(), "privatelink-engine-test-")));
}
