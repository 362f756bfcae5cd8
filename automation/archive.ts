import { gzipSync } from "node:zlib";

/** A file of an archive: its path inside, with forward slashes, and its bytes. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content: Uint8Array;
}

const BLOCK = 512;
/** POSIX.1-1988 (ustar): field widths in bytes. */
const MAX_NAME = 100;

/**
 * A .tar.gz that depends on the entries' paths and bytes and on nothing else: entries sorted by path, owner root,
 * mode 0644, the epoch as time. Entries are stored, not deflated: what zlib's compressor emits differs between
 * versions and processors, and an archive whose hash changes with the builder's machine would roll out a fleet for
 * nothing.
 */
export function tarGz(entries: readonly ArchiveEntry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const blocks = sorted.flatMap(({ path, content }) => [header(path, content.length), padded(content)]);
  const gzip = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 0 });
  // Byte 9 names the operating system that made the file (RFC 1952); 255 is "unknown".
  gzip.writeUInt8(255, 9);
  return gzip;
}

function header(path: string, size: number): Buffer {
  if (Buffer.byteLength(path) > MAX_NAME) throw new Error(`${path} is longer than the ${MAX_NAME} bytes of a tar name`);
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write("0000644\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  block.write(`${octal(size, 11)}\0`, 124);
  block.write(`${octal(0, 11)}\0`, 136);
  // The checksum counts its own field as blanks.
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257);
  block.write("root", 265);
  block.write("root", 297);
  block.write(
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return block;
}

function octal(value: number, width: number): string {
  return value.toString(8).padStart(width, "0");
}

function padded(content: Uint8Array): Buffer {
  return Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}
