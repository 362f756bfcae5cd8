import { listed } from "../../../components/lib/words";
import type { CompleteHandoff } from "../document";
import { type Facts, factsOf, testCommands } from "../facts";
import { code, fenced, prose, table } from "../markdown";
import type { PackageFile } from "../package-files";
import { instant } from "../text";
import { acceptanceText, CROSS_REGION_COST, costText, principalText } from "../words";
import { actionsOf, steps, troubles, WAYS } from "./markdown-parts";
import { PACKAGE_TARBALL } from "./pulumi-versions";

/**
 * One page for people.
 * @param folders names of the folders beside it, by which the page refers to the other formats
 */
export function markdownFiles(document: CompleteHandoff, folders: readonly string[] = []): PackageFile[] {
  const facts = factsOf(document);
  const { consumer, writtenAt } = document.terms;
  const reader = consumer === undefined ? "" : `For ${prose(consumer.name)}, AWS account ${consumer.account}. `;
  const ways = WAYS.filter(({ folder }) => folders.includes(folder));
  const lines = [
    `# Connect to ${prose(facts.label)} over AWS PrivateLink`,
    "",
    `${reader}Written on ${instant(writtenAt)}.`,
    "",
    ...table(["", ""], overview(document, facts)),
    "",
    ...(ways.length === 0 ? [] : waysOf(ways)),
    "## By hand",
    "",
    ...steps(document, facts).map((step, index) => `${index + 1}. ${step}`),
    "",
    `Rights that this needs: ${listed(actionsOf(facts).map(code))}.`,
    "",
    "## Test",
    "",
    "From a host in the VPC. An endpoint does not answer ping.",
    "",
    ...fenced(testCommands(document, facts.clientName)),
    "",
    "## When it does not work",
    "",
    ...table(["What is seen", "What to do"], troubles(document, facts)),
  ];
  return [{ path: "README.md", text: `${lines.join("\n")}\n` }];
}

function overview(document: CompleteHandoff, facts: Facts): [string, string][] {
  const { terms } = document;
  const remote = facts.endpointRegions.length > 1 ? [prose(CROSS_REGION_COST)] : [];
  return [
    ["Service name", code(facts.serviceName)],
    ["Region of the service", code(facts.serviceRegion)],
    ["Regions in which the endpoint may be", facts.endpointRegions.map(code).join(", ")],
    ["AZ ids of the service", facts.zoneIds.map(code).join(", ")],
    [
      "Ports",
      document.ports.map(({ name, port, protocol }) => `${port} ${prose(protocol)} (${prose(name)})`).join(", "),
    ],
    ["Name that clients use", naming(facts)],
    ["Address family", code(facts.family)],
    ["Who may create the endpoint", prose(principalText(document))],
    ["Acceptance", prose(acceptanceText(document))],
    ["Valid until", terms.validUntil === undefined ? "no end" : instant(terms.validUntil)],
    ["Cost in a month", [...terms.costs.map((cost) => prose(costText(cost, document.region))), ...remote].join("<br>")],
    ["Account of the provider", code(terms.provider.account)],
  ];
}

function naming({ privateDnsName, zoneName }: Facts): string {
  if (privateDnsName === undefined) return `${code(zoneName)}, by a private hosted zone of your own`;
  return `${code(privateDnsName)}, the provider's private DNS name, which is turned on after acceptance`;
}

function waysOf(ways: typeof WAYS): string[] {
  return [
    "## By a tool",
    "",
    "Each folder is complete by itself; take one. The comment at the top of its file says how to run it.",
    "",
    ...table(
      ["Folder", "What it is"],
      ways.map(({ folder, file, what }) => [`[${folder}](${folder}/${file})`, what]),
    ),
    "",
    `The Pulumi project and the command \`privatelink\` need the package saas-privatelink, which is in no registry: the provider sends the file ${code(PACKAGE_TARBALL)}. ` +
      "For the project put it into its folder. With the command you see whether everything on the way is in order:",
    "",
    ...fenced([`npm install ./${PACKAGE_TARBALL}`, "npx privatelink validate --handoff json/handoff.json"]),
    "",
  ];
}
