const BEGINNING = "privatelink up, rollback of wave";

/** What the history of a stack says of an update that brought it back. */
export function rollbackMessage(wave: string): string {
  return `${BEGINNING} ${wave}`;
}

/** Whether an update brought a stack back, by what its history says of it. */
export function isRollback(message: string | undefined): boolean {
  return message?.startsWith(BEGINNING) === true;
}
