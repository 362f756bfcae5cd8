import { expect } from "chai";
import { readCsv } from "../../../../automation/consumers/file/read-csv";

const read = (text: string) => {
  const { entries, problems } = readCsv(text);
  return { entries: entries.map(({ line, terms }) => ({ line, ...terms })), problems };
};

describe("readCsv", () => {
  it("counts lines as an editor does, over quoted line breaks of every kind, blank lines and a byte order mark", () => {
    const text = '\ufeff\r\nname,account,notes\r\n\r\n\r\na,1,"x\r\ny\rz\nw"\r\n,,\r\n"b",2,é😀\r\nc,3,"\n"\nd,4,\r\n';
    expect(read(text)).to.deep.equal({
      problems: [],
      entries: [
        { line: 5, name: "a", account: "1", notes: "x\r\ny\rz\nw" },
        { line: 10, name: "b", account: "2", notes: "é😀" },
        { line: 11, name: "c", account: "3", notes: null },
        { line: 13, name: "d", account: "4", notes: null },
      ],
    });
  });

  it("takes semicolons and tabs between cells, where the headings are so divided", () => {
    const entries = [{ line: 2, name: "a", account: "1", regions: ["us-east-1", "us-east-2"] }];
    expect(read('name;account;regions\na;1;"us-east-1;us-east-2"\n')).to.deep.equal({ entries, problems: [] });
    expect(read("name\taccount\tregions\ra\t1\tus-east-1; us-east-2;\r")).to.deep.equal({ entries, problems: [] });
  });

  it("knows headings without regard to capitals, spaces and signs", () => {
    const { entries, problems } = read(
      "Name,ACCOUNT,Valid until,max_connections,Marketplace product code,marketplace-license-arn\n a , 1 , 2027-01-31 , 3 , abc , \n",
    );
    expect(problems).to.deep.equal([]);
    expect(entries).to.deep.equal([
      {
        line: 2,
        name: "a",
        account: "1",
        validUntil: "2027-01-31",
        maxConnections: 3,
        marketplace: { productCode: "abc" },
      },
    ]);
  });

  it("passes over columns without heading where they are empty, and refuses them where they are not", () => {
    expect(read("name,account,,\na,1,,\n").problems).to.deep.equal([]);
    expect(read("name,account,,\na,1,,x\n").problems).to.deep.equal([
      { line: 1, text: "column 4 has no heading; name it or take it out." },
    ]);
  });

  it("refuses columns that are there twice, that are unknown, and a licence without a product", () => {
    const { problems } = read("name,account,Name,frobnicate,marketplace.licenseArn\n");
    expect(
      problems.map(({ line, text }) => [line, text.replace(/the columns are .*/, "the columns are …")]),
    ).to.deep.equal([
      [1, 'the column "frobnicate" is unknown; the columns are …'],
      [1, 'the column "name" is there 2 times; keep one.'],
      [1, 'the column "marketplace.licenseArn" needs the column "marketplace.productCode"; add it.'],
    ]);
  });

  it("says which row a fault of quotation marks is in, and keeps what is wrong before it", () => {
    const { problems } = read('name,account\na\n"b\r\n",2\r\nc,"3\nd,4\n');
    expect(problems).to.deep.equal([
      {
        line: 2,
        text: "has 1 cell where the first row has 2; give it as many as the first row, empty ones where there is nothing to say.",
      },
      {
        line: 5,
        text: "a quotation mark opens in this row and never closes; the rows after it cannot be read.",
      },
    ]);
  });
});
