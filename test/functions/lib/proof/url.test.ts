import { expect } from "chai";
import { REGIONS } from "../../../../components/lib/regions";
import { checkUrl } from "../../../../functions/lib/proof/check-request";
import { stsHostAt } from "../../../../functions/lib/proof/sts-hosts";
import { ANEW, DOCUMENT, refusals } from "./support/sample";

const NO_HOST = "is not of a host of STS in a commercial Region, and no other is ever called";

describe("the address of a proof", () => {
  it("is the global host of STS, or its host in one of the commercial Regions", () => {
    expect(stsHostAt("https://sts.amazonaws.com/")).to.deep.equal({ host: "sts.amazonaws.com", region: "us-east-1" });
    for (const { name } of REGIONS) {
      const host = `sts.${name}.amazonaws.com`;
      expect(stsHostAt(`https://${host}/`)).to.deep.equal({ host, region: name });
    }
  });

  const cases: readonly (readonly [title: string, url: string, shown: string, rule: string])[] = [
    ["a host that begins like one of STS", "https://sts.amazonaws.com.evil.example/", "", NO_HOST],
    ["a host that ends like one of STS", "https://evil-sts.amazonaws.com.example/", "", NO_HOST],
    ["a host below another", "https://sts.us-east-1.amazonaws.com.evil.example/", "", NO_HOST],
    ["a Region that does not exist", "https://sts.us-east-9.amazonaws.com/", "", NO_HOST],
    ["another partition", "https://sts.cn-north-1.amazonaws.com.cn/", "", NO_HOST],
    ["another service", "https://iam.amazonaws.com/", "", NO_HOST],
    ["a FIPS endpoint", "https://sts-fips.us-east-1.amazonaws.com/", "", NO_HOST],
    ["capital letters", "https://STS.us-east-1.amazonaws.com/", "", NO_HOST],
    ["a dot at the end", "https://sts.us-east-1.amazonaws.com./", "", NO_HOST],
    ["no host", "https:///", "", NO_HOST],
    [
      "a user before the host",
      "https://sts.us-east-1.amazonaws.com@evil.example/",
      "(49 characters, not shown)",
      "has a user before its host, which hides what host is called",
    ],
    [
      "a user and a password",
      "https://a:b@sts.us-east-1.amazonaws.com/",
      "(40 characters, not shown)",
      "has a user before its host, which hides what host is called",
    ],
    ["a port", "https://sts.us-east-1.amazonaws.com:8443/", "", "names a port, and STS has none but that of https"],
    [
      "the port of https",
      "https://sts.us-east-1.amazonaws.com:443/",
      "",
      "names a port, and STS has none but that of https",
    ],
    ["an IPv4 address", "https://169.254.169.254/", "", "is an IP address and not a host of STS"],
    ["a number", "https://2852039166/", "", "is an IP address and not a host of STS"],
    ["an IPv6 address", "https://[::1]/", "", "is an IP address and not a host of STS"],
    [
      "another scheme",
      "http://sts.us-east-1.amazonaws.com/",
      "",
      "is not an address of https, and a proof goes by no other way",
    ],
    ["a file", "file:///etc/passwd", "", "is not an address of https, and a proof goes by no other way"],
    ["no scheme", "//sts.us-east-1.amazonaws.com/", "", "is not an address of https, and a proof goes by no other way"],
    [
      "a letter that looks like one",
      "https://sts.us-\u0435ast-1.amazonaws.com/",
      "https://sts.us-<U+0435>ast-1.amazonaws.com/",
      "has characters that no host of AWS has",
    ],
    [
      "a dot that looks like one",
      "https://sts\u3002amazonaws.com/",
      "https://sts<U+3002>amazonaws.com/",
      "has characters that no host of AWS has",
    ],
    [
      "a line break",
      "https://sts.us-east-1.amazonaws.com/\r\nx-evil: 1",
      "https://sts.us-east-1.amazonaws.com/<U+000D><U+000A>x-evil: 1",
      "has characters that no host of AWS has",
    ],
    ["no path", "https://sts.us-east-1.amazonaws.com", "", "has another path than /, the only one of a proof"],
    ["another path", "https://sts.us-east-1.amazonaws.com/x", "", "has another path than /, the only one of a proof"],
    [
      "a backslash",
      "https://sts.us-east-1.amazonaws.com\\evil",
      "",
      "has another path than /, the only one of a proof",
    ],
    [
      "a query",
      "https://sts.us-east-1.amazonaws.com/?Action=GetSessionToken&X-Amz-Signature=abc",
      "https://sts.us-east-1.amazonaws.com/",
      "has a query, and a proof has none",
    ],
    [
      "a fragment",
      "https://sts.us-east-1.amazonaws.com/#a",
      "https://sts.us-east-1.amazonaws.com/",
      "has a query, and a proof has none",
    ],
  ];
  for (const [title, url, shown, rule] of cases) {
    it(`is refused with ${title}`, () => {
      const problems = checkUrl(url, "url");
      expect(problems).to.deep.equal([{ path: "url", value: shown === "" ? url : shown, rule, remedy: ANEW }]);
    });
  }

  it("is that of the host and the Region that are signed", () => {
    expect(refusals({ ...DOCUMENT, url: "https://sts.eu-west-1.amazonaws.com/" })).to.deep.equal([
      `headers.host: "sts.us-east-1.amazonaws.com" is not sts.eu-west-1.amazonaws.com; ${ANEW}.`,
      `headers.authorization: "us-east-1" is the Region of the signature and not eu-west-1, as the request says; ${ANEW}.`,
    ]);
  });
});
