import { expect } from "chai";
import { CHECKS } from "../../../../automation/validate/finding";
import { gap } from "../../../../automation/validate/known";
import { lineOf } from "../../../../automation/validate/render";
import { callerFindings, regionFindings } from "../../../../automation/validate/rules/account";
import { apiFindings } from "../../../../automation/validate/rules/api";
import { endpointFindings } from "../../../../automation/validate/rules/endpoint";
import { interfaceFindings } from "../../../../automation/validate/rules/interfaces";
import { serviceFindings } from "../../../../automation/validate/rules/service";
import { zoneFindings } from "../../../../automation/validate/rules/zones";
import { ACCOUNT, anEndpoint, aService, aTarget, ENDPOINT, facts, SERVICE } from "../support/facts";

describe("credentials and Region", () => {
  it("tells whose the credentials are, and refuses those of another account than the hand-off's", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:user/ops`;
    expect(callerFindings(facts(), aTarget()).map(lineOf)).to.deep.equal([
      `OK       Credentials: They are of account ${ACCOUNT}: ${arn}.`,
    ]);
    expect(callerFindings(facts(), aTarget({ account: "444455556666" })).map(lineOf)).to.deep.equal([
      `FAIL     Credentials: They are of account ${ACCOUNT} (${arn}), but the hand-off is for account 444455556666. Use credentials of account 444455556666.`,
    ]);
  });

  it("names both Regions where the service is not open to the endpoint's", () => {
    const target = aTarget({ region: "eu-west-1", supportedRegions: ["us-east-1", "us-east-2"] });
    expect(regionFindings(target).map(lineOf)).to.deep.equal([
      "FAIL     Region eu-west-1: The service is in us-east-1 and open to endpoints in us-east-1 and us-east-2, not in eu-west-1. " +
        "Put the endpoint into one of those Regions, or ask the provider to open the service to eu-west-1.",
    ]);
    expect(regionFindings(aTarget({ region: "us-east-2", supportedRegions: ["us-east-2"] }))[0]?.verdict).to.equal(
      "OK",
    );
  });
});

describe("what AWS says, in all", () => {
  it("is in the order of the way, and all is OK where all is in order", () => {
    const all = apiFindings(facts(), aTarget());
    const order = CHECKS.filter((check) => all.some((finding) => finding.check === check));
    expect([...new Set(all.map(({ check }) => check))]).to.deep.equal(order);
    expect(all.filter(({ verdict }) => verdict !== "OK")).to.deep.equal([]);
    expect(order).to.deep.equal(
      CHECKS.filter((check) => !["terms", "vpc", "client-group", "resolution", "tcp", "tls", "http"].includes(check)),
    );
  });

  it("tells a reason that several checks share once", () => {
    const all = apiFindings({ ...facts(), endpoint: gap("AWS did not answer.", "Wait.") }, aTarget()).map(lineOf);
    expect(all.filter((line) => line.includes("AWS did not answer."))).to.deep.equal([
      "UNKNOWN  Endpoint: AWS did not answer. Wait.",
    ]);
    expect(all).to.include(
      "UNKNOWN  State of the endpoint: It is not known either: see Endpoint. The remedy is the same.",
    );
  });
});

describe("the service and the endpoint", () => {
  it("says that an account is not admitted, with the principal to admit", () => {
    expect(serviceFindings(facts({ service: undefined }), aTarget()).map(lineOf)).to.deep.equal([
      `FAIL     Service ${SERVICE}: AWS shows no such service in us-east-1 to this account: it does so where the account is not admitted, and where the service does not exist. ` +
        `Ask the provider to admit arn:aws:iam::${ACCOUNT}:root, or your own role, as a principal of the service, and compare the name with the hand-off.`,
    ]);
  });

  it("is unknown where the permission to ask is missing, with the permission", () => {
    const denied = { ...facts(), service: gap("AWS does not allow X.", "Have X allowed.") };
    expect(serviceFindings(denied, aTarget()).map(lineOf)).to.deep.equal([
      `UNKNOWN  Service ${SERVICE}: AWS does not allow X. Have X allowed.`,
    ]);
  });

  it("gives the command that makes an endpoint, also across Regions", () => {
    const [finding] = endpointFindings(
      facts({ endpoint: undefined }),
      aTarget({ region: "us-east-2", vpcId: "vpc-9" }),
    );
    expect(finding?.cause).to.equal("There is no endpoint of the service in vpc-9.");
    expect(finding?.remedy).to.contain(
      `aws ec2 create-vpc-endpoint --region us-east-2 --vpc-endpoint-type Interface --service-name ${SERVICE} --service-region us-east-1 --vpc-id vpc-9`,
    );
  });

  it("names both services of an endpoint that is not this one's", () => {
    const other = anEndpoint({ serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-f" }) as never;
    expect(endpointFindings(facts({ endpoint: other }), aTarget())[0]?.cause).to.equal(
      `It is an endpoint of com.amazonaws.vpce.us-east-1.vpce-svc-f, not of ${SERVICE}.`,
    );
  });
});

describe("Availability Zones", () => {
  const lines = (changes: object, target = aTarget()) => zoneFindings(facts(changes), target).map(lineOf);

  it("are compared by id, the service's by AWS before the hand-off's", () => {
    const ok = "OK       Availability Zones: The endpoint is in use1-az1 and use1-az2, 2 of the service's 3 zones.";
    expect(lines({}, aTarget({ zoneIds: ["use1-az6"] }))).to.deep.equal([ok]);
    const told = { service: aService({ zoneIds: [] }) as never };
    expect(lines(told, aTarget({ zoneIds: ["use1-az6"] }))).to.deep.equal([
      "FAIL     Availability Zones: The endpoint is in use1-az1 and use1-az2 by subnet-1 and subnet-2, but the service is in use1-az6. " +
        "Take these subnets out of the endpoint, and put in others that are in the service's zones.",
    ]);
    expect(lines(told)).to.deep.equal([
      "UNKNOWN  Availability Zones: AWS does not say in which zones the service is. Give the provider's hand-off with --handoff, which lists them.",
    ]);
  });

  it("advise a second zone where the VPC has one, and do not fail for it", () => {
    expect(lines({ endpoint: anEndpoint({ subnetIds: ["subnet-1"] }) as never })).to.deep.equal([
      "OK       Availability Zones: The endpoint is in use1-az1, 1 of the service's 3 zones. A subnet in use1-az2 as well would survive the loss of use1-az1.",
    ]);
  });

  it("fail before there is an endpoint where the VPC shares none with the service", () => {
    const changes = { endpoint: undefined, service: aService({ zoneIds: ["use1-az3"] }) as never };
    expect(lines(changes)).to.deep.equal([
      "FAIL     Availability Zones: The VPC has subnets in use1-az1, use1-az2 and use1-az6, the service is in use1-az3. " +
        "Make a subnet in one of the service's zones, by zone id: zone names differ between accounts.",
    ]);
  });

  it("need not match across Regions", () => {
    const target = aTarget({ region: "us-east-2", supportedRegions: ["us-east-2"] });
    expect(lines({ service: aService({ zoneIds: [] }) as never }, target)).to.deep.equal([
      "OK       Availability Zones: The endpoint is in use1-az1 and use1-az2. The service is in us-east-1, so the zones need not match.",
    ]);
  });
});

describe("network interfaces", () => {
  it("are told one by one, with a missing, a waiting and an empty one", () => {
    const one = {
      interfaceId: "eni-1",
      subnetId: "subnet-1",
      zoneId: "use1-az1",
      status: "pending",
      addresses: ["10.0.1.25"],
    };
    const lines = interfaceFindings(facts({ interfaces: [one] }), aTarget()).map(lineOf);
    const change = `aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id ${ENDPOINT}`;
    const again = (id: string) =>
      `Wait a few minutes; then take the subnet out and put it in again: ${change} --remove-subnet-ids ${id} && ${change} --add-subnet-ids ${id}`;
    expect(lines).to.deep.equal([
      `FAIL     Network interface in use1-az1: eni-1 in subnet-1 is pending, not in-use. ${again("subnet-1")}`,
      `FAIL     Network interface in use1-az2: AWS has made none in subnet-2, though the endpoint has the subnet. ${again("subnet-2")}`,
    ]);
    const waiting = facts({ interfaces: [one], endpoint: anEndpoint({ state: "pendingAcceptance" }) as never });
    expect(interfaceFindings(waiting, aTarget()).map(lineOf)[0]).to.equal(
      "UNKNOWN  Network interface in use1-az1: eni-1 in subnet-1 is pending, not in-use. Put the state of the endpoint right first, and validate again.",
    );
    const empty = { ...one, status: "in-use", addresses: [] };
    expect(interfaceFindings(facts({ interfaces: [empty] }), aTarget())[0]?.cause).to.equal(
      "eni-1 in subnet-1 has no address.",
    );
    expect(interfaceFindings(facts(), aTarget()).map(lineOf)).to.deep.equal([
      "OK       Network interface in use1-az1: eni-1 is in use with 10.0.1.25.",
      "OK       Network interface in use1-az2: eni-2 is in use with 10.0.2.31.",
    ]);
  });
});
