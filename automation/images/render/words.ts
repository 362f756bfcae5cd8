/** Last line of what a dry run shows. */
export const NOTHING_CHANGED = "Nothing was changed.";
