import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../..");
const INDEX = path.join(ROOT, "automation", "index.ts");
const PAGE = "docs/automation.md";

/** What a plan carries along for the function that carries it out; nobody else has to write one. */
const CARRIED: ReadonlySet<string> = new Set(["OpenRegion", "World"]);

interface Snippet {
  readonly file: string;
  readonly text: string;
}

const WRONG: Snippet = {
  file: path.join(ROOT, "docs", "wrong.mts"),
  text: 'import { rollout } from "saas-privatelink/automation";\nawait rollout({});\n',
};

/** The TypeScript of the page, each part as a module of its own. */
function snippets(): Snippet[] {
  const page = readFileSync(path.join(ROOT, PAGE), "utf8");
  return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: text = "", index }) => ({
    file: path.join(ROOT, "docs", `line-${page.slice(0, index).split("\n").length + 1}.mts`),
    text,
  }));
}

function programOf(parts: readonly Snippet[], files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [INDEX], include: [] }, ts.sys, ROOT);
  const texts = new Map(parts.map(({ file, text }) => [file, text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = texts.get(file);
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
  };
  return ts.createProgram([INDEX, ...files, ...texts.keys()], options, host);
}

function errorsIn(program: ts.Program, file: string): string[] {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not part of the program.`);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ messageText, start = 0 }) => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    return `${path.basename(file)}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** The part of a declaration that others see: no bodies, and nothing that is private. */
function* namesSeen(node: ts.Node): Generator<ts.EntityName> {
  if (ts.isBlock(node)) return;
  if (ts.isPrivateIdentifier(node)) return;
  if (ts.isClassElement(node)) {
    if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return;
    if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) return;
  }
  if (ts.isVariableDeclaration(node) && node.type === undefined) return;
  if (ts.isTypeReferenceNode(node)) yield node.typeName;
  for (const child of children(node)) yield* namesSeen(child);
}

function children(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(child));
  return found;
}

describe("saas-privatelink/automation", function () {
  // It takes a run of the TypeScript compiler.
  this.timeout(120_000);
  const parts = snippets();
  const example = ["channel.ts", "index.ts", "messages.ts"].map((name) => path.join(ROOT, "examples/release", name));
  let program: ts.Program;

  before("compile the library with what uses it", () => {
    program = programOf([...parts, WRONG], example);
  });

  it(`has examples in ${PAGE} that compile`, () => {
    expect(parts).to.have.length.greaterThan(5);
    expect(parts.flatMap(({ file }) => errorsIn(program, file))).to.deep.equal([]);
  });

  it("finds what does not compile", () => {
    const [error] = errorsIn(program, WRONG.file);
    expect(error).to.contain("wrong.mts:2: ").and.to.contain("'project' is missing");
  });

  it("has an example program that compiles", () => {
    expect(example.flatMap((file) => errorsIn(program, file))).to.deep.equal([]);
  });

  it("exports every type that a signature of its functions names", () => {
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(INDEX);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error("The library has no exports.");
    const resolved = (symbol: ts.Symbol): ts.Symbol =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const exported = new Set(checker.getExportsOfModule(module).map(resolved));
    const missing = new Set<string>();
    for (const symbol of exported) {
      if (CARRIED.has(symbol.name)) continue;
      for (const declaration of symbol.declarations ?? []) {
        for (const name of namesSeen(declaration)) {
          const found = checker.getSymbolAtLocation(name);
          const target = found && resolved(found);
          const [first] = target?.declarations ?? [];
          if (target === undefined || first === undefined || exported.has(target)) continue;
          const file = path.relative(ROOT, first.getSourceFile().fileName);
          if (!file.startsWith("automation/") || ts.isTypeParameterDeclaration(first)) continue;
          if (!ts.isSourceFile(first.parent)) continue;
          missing.add(`${target.name} (${file}), which ${symbol.name} names`);
        }
      }
    }
    expect([...missing].sort()).to.deep.equal([]);
  });
});
