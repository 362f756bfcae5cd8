/**
 * Does something that must be done in a folder, as the engine runs programs in that of the project. It cannot wait for
 * anything, so that nobody else in this process sees another working folder.
 */
export function inFolder<T>(folder: string, work: () => T): T {
  const before = process.cwd();
  if (before === folder) return work();
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(before);
  }
}
