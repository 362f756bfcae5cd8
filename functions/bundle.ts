import * as path from "node:path";
import { buildSync } from "esbuild";

/** A function's code in one file. */
export interface Bundle {
  /** CommonJS, for Node.js 22. */
  readonly code: string;
  /** Its size in UTF-8. */
  readonly bytes: number;
  /** Absolute paths of all files that it was made from. */
  readonly sources: readonly string[];
}

/**
 * Bundles a function with everything it imports except the AWS SDK, which the runtime of AWS Lambda has. The same
 * sources give the same bytes, whatever the working folder.
 *
 * @param entry absolute path of the TypeScript file that exports the handler.
 */
export function bundleOf(entry: string): Bundle {
  // Paths in the output are relative to this folder; a relative default would be the caller's.
  const folder = path.dirname(entry);
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    absWorkingDir: folder,
    metafile: true,
    // The nearest tsconfig.json is another one in an installed package, and says nothing that the code depends on.
    tsconfigRaw: { compilerOptions: { strict: true, target: "es2022" } },
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["@aws-sdk/*", "@smithy/*"],
    // Modules of the runtime are found by NODE_PATH, which `require` searches and `import()` does not.
    supported: { "dynamic-import": false },
    minify: true,
    // Names of classes are read: of errors in logs, and by the SDK.
    keepNames: true,
    legalComments: "eof",
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`Nothing came of bundling ${entry}.`);
  const sources = Object.keys(metafile.inputs).map((file) => path.resolve(folder, file));
  return { code: output.text, bytes: output.contents.byteLength, sources };
}
