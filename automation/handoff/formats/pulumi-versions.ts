import manifest from "../../../package.json";

/** Tarball of this package as `npm pack` names it; no registry has the package, so the provider sends it. */
export const PACKAGE_TARBALL = `${manifest.name}-${manifest.version}.tgz`;

/** Versions that a generated project asks for: those that this package itself is built and tested with. */
export const PACKAGE_VERSIONS = {
  aws: manifest.dependencies["@pulumi/aws"],
  pulumi: manifest.dependencies["@pulumi/pulumi"],
  nodeTypes: manifest.devDependencies["@types/node"],
  typescript: manifest.devDependencies.typescript,
  privatelink: `file:./${PACKAGE_TARBALL}`,
} as const;
