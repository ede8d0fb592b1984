/* A walk as the fragment of an address, and back; by ids alone, and no server ever sees a fragment.

   #t=<tree>&v=<edition>&from=<step>&at=<step>&a=<entry>,...&k=<entry>,...&b=<address>
   `from` stands where a walk began in the midst, `k` are answers that wait to be taken up again, `~` before the step of
   `at` says that a skipped question is asked there, and `b` is the address of the walk that led on to this tree. */

import { begin, enter, here, onward, start } from "./walk.js";

/**
 * @typedef {import("./walk.js").Tree} Tree
 * @typedef {import("./walk.js").Walk} Walk
 * @typedef {{readonly walk: Walk, readonly kept: readonly string[], readonly changed: boolean, readonly fits: boolean}} Reading
 *   `changed` when the tree is not the one that the address was made for, `fits` when all of it could be followed
 */

const MOST_ENTRIES = 2000;
const LONGEST_BACK = 4000;

/** @param {Tree} tree @param {Walk} walk @param {readonly string[]} [kept] */
export function write(tree, walk, kept = []) {
  const parts = [`#t=${tree.id}`, `v=${tree.edition}`];
  if (walk.first) parts.push(`from=${walk.first}`);
  parts.push(`at=${walk.asking ? "~" : ""}${here(walk)}`);
  if (walk.entries.length) parts.push(`a=${walk.entries.join(",")}`);
  if (kept.length) parts.push(`k=${kept.join(",")}`);
  return parts.join("&") + behind(walk.came);
}

/**
 * The part of an address that says where a walk came from. Walks that come from one another would add to it without end.
 * @param {string} came
 */
export function behind(came) {
  return came && came.length <= LONGEST_BACK ? `&b=${encodeURIComponent(came)}` : "";
}

/**
 * The walk that a fragment tells, as far as it fits; null where it tells of none through this tree.
 * @param {Tree} tree @param {string} fragment @returns {Reading | null}
 */
export function read(tree, fragment) {
  const told = values(fragment);
  if (told.get("t") !== tree.id) return null;
  const from = told.get("from") ?? "";
  let fits = !from || tree.steps.has(from);
  let walk = Object.freeze({ ...(from && fits ? begin(tree, from) : start(tree)), came: told.get("b") ?? "" });
  for (const entry of fits ? entries(told, "a") : []) {
    const next = enter(tree, walk, entry);
    // The step before another tree: an address never leads out of its own.
    if (!next || next.left) fits = false;
    if (!next || !fits) break;
    walk = next;
  }
  const at = told.get("at") ?? here(walk);
  const stands = fits && onward(tree, walk, (one) => (one.asking ? "~" : "") + here(one) === at);
  const changed = (told.get("v") ?? tree.edition) !== tree.edition;
  return { walk: stands || walk, kept: fits ? entries(told, "k") : [], changed, fits: !!stands };
}

/** @param {ReadonlyMap<string, string>} told @param {string} name */
function entries(told, name) {
  return (told.get(name) ?? "").split(",").filter(Boolean).slice(0, MOST_ENTRIES);
}

/** @param {string} fragment */
function values(fragment) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [name, value = ""] = part.split("=", 2);
    found.set(name, decoded(value));
  }
  return found;
}

/**
 * Programs that pass a link on may write some of its signs as numbers.
 * @param {string} value
 */
export function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
