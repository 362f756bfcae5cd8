import { buildArtifact } from "../../automation/artifact";

buildArtifact(__dirname).then(
  ({ path, sha256 }) => console.log(`${path}\nsha256 ${sha256}`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
