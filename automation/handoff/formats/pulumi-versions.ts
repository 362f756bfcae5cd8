import manifest from "../../../package.json";

/** Versions that a generated project asks for: those that this package itself is built and tested with. */
export const PACKAGE_VERSIONS = {
  aws: manifest.dependencies["@pulumi/aws"],
  pulumi: manifest.dependencies["@pulumi/pulumi"],
  nodeTypes: manifest.devDependencies["@types/node"],
  typescript: manifest.devDependencies.typescript,
  privatelink: `^${manifest.version}`,
} as const;
