import { expect } from "chai";
import type { ZoneFacts } from "../../../../automation/validate/facts";
import { lineOf } from "../../../../automation/validate/render";
import { isCovered, nameInUse, tlsNameInUse } from "../../../../automation/validate/rules/name-in-use";
import { privateDnsFindings, privateZoneFindings } from "../../../../automation/validate/rules/private-dns";
import { dhcpFindings, vpcDnsFindings } from "../../../../automation/validate/rules/vpc-dns";
import { anEndpoint, aService, aTarget, ENDPOINT, facts, REGIONAL } from "../support/facts";

const NAME = "api.example.com";
const withName = { service: aService() as never };
const on = { ...withName, endpoint: anEndpoint({ privateDnsEnabled: true }) as never };

function zone(name: string, changes: Partial<ZoneFacts> = {}): ZoneFacts {
  return { zoneId: "Z1", name, owner: "account 111122223333", ownedByService: false, ...changes };
}

describe("the name in use", () => {
  const suggested = aTarget({ suggestedZoneName: "orders.endpoints.internal" });

  it("is the one that is said, the suggested zone's, the private one, or the endpoint's own, in this order", () => {
    const zones = [zone("orders.endpoints.internal")];
    expect(nameInUse(facts({ ...withName, zones }), aTarget({ ...suggested, name: "x.example.org" }))).to.equal(
      "x.example.org",
    );
    expect(nameInUse(facts({ ...withName, zones }), suggested)).to.equal("orders.endpoints.internal");
    expect(nameInUse(facts({ ...on, zones }), suggested)).to.equal(NAME);
    expect(nameInUse(facts(withName), suggested)).to.equal(NAME);
    expect(nameInUse(facts(), suggested)).to.equal(REGIONAL);
    expect(nameInUse(facts({ endpoint: undefined }), suggested)).to.equal(undefined);
  });

  it("is any name below a wildcard", () => {
    const service = aService({ privateDnsNames: ["*.example.com"] }) as never;
    expect(nameInUse(facts({ service }), aTarget())).to.equal("privatelink-validate.example.com");
    expect([isCovered("a.example.com", "*.example.com"), isCovered("example.com", "*.example.com")]).to.deep.equal([
      true,
      false,
    ]);
  });

  it("is not the certificate's name where AWS made it: the service's private one is", () => {
    expect(tlsNameInUse(facts(withName), aTarget({ name: REGIONAL }))).to.equal(NAME);
    expect(tlsNameInUse(facts(withName), aTarget({ name: "x.example.org" }))).to.equal("x.example.org");
    expect(tlsNameInUse(facts(), aTarget({ tlsName: "y.example.org" }))).to.equal("y.example.org");
  });
});

describe("DNS of the VPC", () => {
  const lines = (vpcDns: { support: boolean; hostnames: boolean }, more: object = {}) =>
    vpcDnsFindings(facts({ vpcDns, ...more }), aTarget()).map(lineOf);

  it("needs the resolver always, and hostnames for names of private zones", () => {
    expect(lines({ support: true, hostnames: true })[0]).to.match(/^OK/);
    expect(lines({ support: false, hostnames: true })).to.deep.equal([
      "FAIL     DNS of the VPC: enableDnsSupport is off, so the VPC has no resolver and instances resolve no name by it. " +
        `Turn it on: aws ec2 modify-vpc-attribute --region us-east-1 --vpc-id vpc-1 --enable-dns-support '{"Value":true}'`,
    ]);
    expect(lines({ support: true, hostnames: false }, on)).to.deep.equal([
      "FAIL     DNS of the VPC: enableDnsHostnames is off, so the resolver answers from no private zone, private DNS among them. " +
        `Turn it on: aws ec2 modify-vpc-attribute --region us-east-1 --vpc-id vpc-1 --enable-dns-hostnames '{"Value":true}'`,
    ]);
    expect(lines({ support: true, hostnames: false })).to.deep.equal([
      `OK       DNS of the VPC: enableDnsSupport is on. enableDnsHostnames is off, which ${REGIONAL} does not need.`,
    ]);
  });

  it("does not know whether other name servers forward, nor what instances ask without options", () => {
    const dhcp = (optionsId: string, nameServers: string[]) =>
      dhcpFindings(facts({ dhcp: { optionsId, nameServers } }), aTarget()).map(lineOf)[0];
    expect(dhcp("dopt-1", ["AmazonProvidedDNS"])).to.equal(
      "OK       DHCP options of the VPC: dopt-1 names the VPC's resolver.",
    );
    expect(dhcp("dopt-1", ["10.1.0.2", "10.1.0.3"])).to.match(
      /^UNKNOWN {2}DHCP options of the VPC: dopt-1 names 10\.1\.0\.2 and 10\.1\.0\.3 as DNS servers; whether they forward/,
    );
    expect(dhcp("default", [])).to.match(/^UNKNOWN {2}DHCP options of the VPC: The VPC has no set of DHCP options/);
  });
});

describe("private DNS", () => {
  const line = (changes: object, target = aTarget()) => privateDnsFindings(facts(changes), target).map(lineOf)[0];
  const command = `aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id ${ENDPOINT} --private-dns-enabled`;
  const named = "Where clients use another name, say it with --name.";
  const turn = `${named} Otherwise turn it on: ${command}`;
  const later = `${named} Otherwise turn it on after the acceptance: ${command}`;

  it("is told where it is on, also where the provider's proof of the domain has lapsed", () => {
    expect(line(on)).to.equal(`OK       Private DNS: ${NAME} is turned on for the endpoint.`);
    const lapsed = { ...on, service: aService({ privateDnsState: "failed" }) as never };
    expect(line(lapsed)).to.equal(
      `OK       Private DNS: ${NAME} is turned on for the endpoint. The provider's proof of the domain is failed, which keeps new endpoints from the name but not this one. Tell the provider that the domain has to be verified again.`,
    );
  });

  it("fails where clients use the name and it is off, not accepted, or not verified", () => {
    expect(line(withName)).to.equal(
      `FAIL     Private DNS: ${NAME} is not turned on for the endpoint, so ${NAME} is resolved by public DNS. ${turn}`,
    );
    expect(line({ ...withName, endpoint: anEndpoint({ state: "pendingAcceptance" }) as never })).to.equal(
      `FAIL     Private DNS: ${NAME} is not turned on for the endpoint: it can only be once the provider has accepted the connection. ${later}`,
    );
    expect(line({ service: aService({ privateDnsState: "pendingVerification" }) as never })).to.equal(
      `FAIL     Private DNS: ${NAME} is not turned on for the endpoint, and cannot be: the provider's proof of the domain is pendingVerification. Ask the provider to verify the domain; until then clients can use another name, said with --name.`,
    );
  });

  it("may be off where clients use another name, or a zone of the VPC has the name", () => {
    expect(line(withName, aTarget({ name: REGIONAL }))).to.match(
      /^OK {7}Private DNS: api\.example\.com is not turned on/,
    );
    expect(line({ ...withName, zones: [zone(NAME)] })).to.match(/^OK/);
    expect(line({})).to.equal(`OK       Private DNS: The service has no private DNS name; clients use ${REGIONAL}.`);
  });
});

describe("private zones of the VPC", () => {
  const line = (changes: object, target = aTarget()) => privateZoneFindings(facts(changes), target).map(lineOf)[0];

  it("shadow the private name where they are as specific or more, and not where they are less", () => {
    expect(line({ ...on, zones: [zone(NAME)] })).to.equal(
      `FAIL     Private zones of the VPC: ${NAME} (Z1, of account 111122223333) answers for ${NAME} and shadows the name that AWS made for the endpoint. ` +
        `Take the zone away from vpc-1, or give it a record ${NAME} that is an alias of ${REGIONAL}.`,
    );
    expect(line({ ...on, zones: [zone("example.com")] })).to.match(/^OK .*less specific than api\.example\.com/);
    const wildcard = { ...on, service: aService({ privateDnsNames: ["*.example.com"] }) as never };
    expect(line({ ...wildcard, zones: [zone(NAME)] }, aTarget({ name: `v1.${NAME}` }))).to.match(/^FAIL/);
    expect(line({ ...wildcard, zones: [zone(NAME)] }, aTarget({ name: "other.example.com" }))).to.match(
      /^OK .*None shadows/,
    );
  });

  it("shadow the endpoint's own name, and zones that AWS made do not", () => {
    const own = "us-east-1.vpce.amazonaws.com";
    expect(line({ zones: [zone(own)] })).to.match(/^FAIL/);
    expect(line({ zones: [zone(own, { ownedByService: true, owner: "vpce.amazonaws.com" })] })).to.match(
      /^OK .*None shadows/,
    );
  });

  it("answer for a name of their own, and without one nobody knows who does", () => {
    const target = aTarget({ name: "orders.corp.example" });
    expect(line({ zones: [zone("corp.example"), zone("orders.corp.example", { zoneId: "Z2" })] }, target)).to.match(
      /^OK {7}Private zones of the VPC: orders\.corp\.example \(Z2, /,
    );
    expect(line({}, target)).to.match(/^UNKNOWN {2}Private zones of the VPC: None answers for orders\.corp\.example/);
    expect(line(withName)).to.equal(undefined);
  });
});
