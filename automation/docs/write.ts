import { writeFileSync } from "node:fs";
import path from "node:path";
import { REFERENCE } from "./pages";

const root = path.resolve(__dirname, "../..");

for (const [file, text] of Object.entries(REFERENCE)) {
  writeFileSync(path.join(root, file), text(root));
  console.log(`wrote ${file}`);
}
