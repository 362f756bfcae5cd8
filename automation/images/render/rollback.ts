import { counted } from "../../../components/lib/words";
import { dateText } from "../../consumers/words";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import type { Rollback, RolledBack } from "../rollback";

/** What is going to be written, for people. */
export function rollbackText({ target, writes }: Rollback, paint: Paint): string {
  const [head = "", ...rows] = table([["Stack", "Image"], ...writes.map(({ stack, imageId }) => [stack, imageId])]);
  const title = `${target.sourceId} of ${target.sourceRegion}, promoted ${dateText(target.promotedAt)}`;
  return `${[paint.bold(title), "", paint.bold(head), ...rows, ""].join("\n")}\n`;
}

export function rollbackQuestion({ target, writes }: Rollback): string {
  return `Write the images of ${target.sourceId} into ${counted(writes.length, "stack file")}?`;
}

/** What was written, for people. */
export function rolledBackText({ sourceId, written }: RolledBack): string {
  if (written.length === 0) return `The stack files name the images of ${sourceId} already.\n`;
  const files = written.map(({ file }) => file).join(", ");
  return `Written: ${files}\nNext: look at the change with privatelink preview, and bring it to the fleets with privatelink up.\n`;
}
