import { expect } from "chai";
import { checkAccountText } from "../../../../automation/consumers/file/account-text";
import { sentence } from "../../../../components/lib/problem";

const AS_TEXT = "and make the column text before the ids go into it.";

describe("checkAccountText", () => {
  it("lets ids pass, and what other rules refuse", () => {
    for (const value of [
      "012345678901",
      "",
      "acme",
      "1234567890123",
      "12345678",
      undefined,
      null,
      "a11122223333",
      ["1"],
    ]) {
      expect(checkAccountText(value, "account"), String(value)).to.deep.equal([]);
    }
  });

  it("says what a spreadsheet or a number has made of an id, and what to do about it", () => {
    const values = [
      "1.23457E+11",
      "1,2e11",
      "12345678901",
      "123456789",
      "123456789012.00",
      "12345678901,0",
      "'012345678901",
      '="012345678901"',
      "123,456,789,012",
      123456789012,
      12345678901,
      7,
      1.5e300,
    ];
    expect(values.map((value) => checkAccountText(value, "account").map(sentence))).to.deep.equal([
      [
        `account: "1.23457E+11" is a number that a spreadsheet has shortened, and its last digits are lost; take the id from where it came from, ${AS_TEXT}`,
      ],
      [
        `account: "1,2e11" is a number that a spreadsheet has shortened, and its last digits are lost; take the id from where it came from, ${AS_TEXT}`,
      ],
      [
        `account: "12345678901" has 11 digits instead of 12, as when a spreadsheet has dropped zeros at its beginning; write "012345678901" if that is the account, ${AS_TEXT}`,
      ],
      [
        `account: "123456789" has 9 digits instead of 12, as when a spreadsheet has dropped zeros at its beginning; write "000123456789" if that is the account, ${AS_TEXT}`,
      ],
      [
        `account: "123456789012.00" is a number that a spreadsheet has given decimals; write "123456789012", ${AS_TEXT}`,
      ],
      [
        `account: "12345678901,0" is a number that a spreadsheet has given decimals; write "012345678901" if that is the account, ${AS_TEXT}`,
      ],
      [`account: "'012345678901" is an account id with other characters in it; write "012345678901".`],
      [`account: "=\\"012345678901\\"" is an account id with other characters in it; write "012345678901".`],
      [`account: "123,456,789,012" is an account id with other characters in it; write "123456789012".`],
      ['account: 123456789012 is a number, and numbers have no zeros at their beginning; write "123456789012".'],
      [
        'account: 12345678901 is a number, and numbers have no zeros at their beginning; write "012345678901" if that is the account.',
      ],
      ["account: 7 is a number, and numbers have no zeros at their beginning; write the 12 digits in quotes."],
      ["account: 1.5e+300 is a number, and numbers have no zeros at their beginning; write the 12 digits in quotes."],
    ]);
  });
});
