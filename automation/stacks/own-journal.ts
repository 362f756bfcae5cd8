import * as path from "node:path";

/** Folder in which rollouts of a project on the user's own stacks keep how far they are: that of `openOwnPlace`. */
export function ownJournalFolder(root: string): string {
  return path.join(root, ".privatelink", "rollout");
}
