/* What a script says, statement by statement, however it is laid out: of modules without their imports, or of the joined
   script, whose first argument is "joined". One statement a line. */

import { readFileSync } from "node:fs";
import process from "node:process";
import ts from "typescript";

const [kind, ...files] = process.argv.slice(2);

/**
 * Its kinds of parts and their texts, without how they are laid out.
 * @param {ts.Node} node @returns {string}
 */
function told(node) {
  const inner = /** @type {string[]} */ ([]);
  ts.forEachChild(node, (part) => void (part.kind === ts.SyntaxKind.ExportKeyword || inner.push(told(part))));
  return `${node.kind}${"text" in node ? JSON.stringify(node.text) : ""}(${inner.join(" ")})`;
}

/** @param {string} file */
function statements(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf-8"), ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  let all = [...source.statements];
  if (kind === "joined") all = [...all[0].expression.expression.expression.body.statements].slice(1);
  return all.filter((one) => !ts.isImportDeclaration(one)).map(told);
}

for (const one of files.flatMap(statements)) console.log(one);
