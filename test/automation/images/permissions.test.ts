import { expect } from "chai";
import { permissionChange } from "../../../automation/images/permissions";

const OWN = "123456789012";
const FRIEND = { UserId: "210987654321" };
const PARTNER = { OrganizationArn: "arn:aws:organizations::111122223333:organization/o-partner" };
const UNIT = { OrganizationalUnitArn: "arn:aws:organizations::111122223333:ou/o-partner/ou-fleet" };

describe("the launch permissions of a copy", () => {
  it("are made those that are wanted, whatever they were", () => {
    expect(permissionChange([FRIEND, UNIT], [PARTNER, UNIT], OWN)).to.deep.equal({ add: [FRIEND], remove: [PARTNER] });
  });

  it("are all taken away where none is wanted", () => {
    expect(permissionChange([], [FRIEND, PARTNER], OWN)).to.deep.equal({ add: [], remove: [FRIEND, PARTNER] });
  });

  it("stay as they are where they are the wanted ones, and where they are of the owner, who needs none", () => {
    expect(permissionChange([FRIEND], [{ UserId: OWN }, FRIEND], OWN)).to.deep.equal({ add: [], remove: [] });
  });
});
