import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { approvalCode } from "../../../functions/approval-code";

let written: string | undefined;

/**
 * The function's code in a file, exactly as it is deployed. The file is inside the project, where `require` finds the
 * SDK, which in Lambda is part of the runtime.
 */
export function bundleFile(): string {
  if (written === undefined) {
    const folder = path.resolve(__dirname, "../../../.privatelink/aws");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `connection-approval-${process.pid}.js`);
    writeFileSync(file, approvalCode());
    written = file;
  }
  return written;
}
