/* The tree as the sections of its page tell it. Ids come from a document, so they only ever are keys of maps. */

import { data } from "./parts.js";

/**
 * @typedef {import("./walk.js").Condition} Condition
 * @typedef {import("./walk.js").Step} Step
 * @typedef {import("./walk.js").Target} Target
 * @typedef {import("./walk.js").Tree} Tree
 */

/** @param {Element} root @returns {Tree} */
export function readTree(root) {
  const id = root.getAttribute("tree") ?? "";
  /** @type {Map<string, Step>} */
  const steps = new Map();
  /** @type {Map<string, string>} */
  const starts = new Map([["", data(root.querySelector(".fp-ways--start [data-start]"), "start")]]);
  const trees = new Map([["", id]]);
  for (const section of root.querySelectorAll(".fp-step")) {
    const name = nameOf(section);
    steps.set(name, readStep(section));
    const begin = section.querySelector("[data-start]");
    if (!begin) continue;
    starts.set(name, data(begin, "start"));
    trees.set(name, data(begin, "tree"));
  }
  return { id, edition: data(root, "edition"), steps, starts, trees, exits: readExits(root) };
}

/**
 * The name of the step that a section is.
 * @param {Element} section
 */
export function nameOf(section) {
  const id = section.querySelector(".fp-step__heading")?.id ?? "";
  return id.split(".").slice(1).join("/");
}

/** @param {Element} section @returns {Step} */
function readStep(section) {
  /** @type {Map<string, Target[]>} */
  const options = new Map();
  for (const row of section.querySelectorAll("[data-option]")) options.set(data(row, "option"), readTargets(row));
  const kind = data(section, "kind");
  return { kind, options, to: kind === "action" || kind === "outcome" ? readTargets(section) : [] };
}

/** @param {Element} part @returns {Target[]} */
function readTargets(part) {
  const rows = part.matches("[data-to]") ? [part] : [...part.querySelectorAll("[data-to]:not([data-exit])")];
  return rows.map((row) => ({ to: data(row, "to"), when: data(row, "when").split(" ").filter(Boolean).map(readCondition) }));
}

/** @param {string} told @returns {Condition} */
function readCondition(told) {
  const [question, options = ""] = told.split(":");
  return { question, options: options.split(",") };
}

/** @param {Element} root */
function readExits(root) {
  /** @type {Map<string, Map<string, string>>} */
  const exits = new Map();
  for (const row of root.querySelectorAll("[data-exit]")) {
    const of = data(row, "of");
    if (!exits.has(of)) exits.set(of, new Map());
    exits.get(of)?.set(data(row, "exit"), data(row, "to"));
  }
  return exits;
}
