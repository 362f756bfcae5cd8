import path from "node:path";
import { pythonWith } from "../emulator/python";

const ROOT = path.resolve(__dirname, "../../..");

/** Folder with the programs of `test/tools/requirements.txt`: `aws`, `cfn-lint`, `hcl2tojson`, `shellcheck`. */
export async function toolsFolder(): Promise<string> {
  const python = await pythonWith(
    path.join(ROOT, "test/tools/requirements.txt"),
    path.join(ROOT, ".privatelink/tools"),
  );
  return path.dirname(python);
}
