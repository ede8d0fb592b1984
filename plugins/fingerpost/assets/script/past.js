/* What lies behind a walk: the steps that were seen, answers that are taken back and up again, and what was skipped. */

import { enter, here, proceed, proceeds } from "./walk.js";

/**
 * @typedef {import("./walk.js").Tree} Tree
 * @typedef {import("./walk.js").Walk} Walk
 */

/**
 * The walk as it was at each step that the reader saw, the first one first.
 * @param {Walk} walk
 */
export function seen(walk) {
  /** @type {Walk[]} */
  const all = [];
  /** @type {Walk | null} */
  let one = walk;
  for (; one; one = one.before) all.push(one);
  return all.reverse();
}

/**
 * The walk just before an entry, and what came after it: the answers, and `step.` for each action that was seen.
 * @param {Walk} walk @param {number} at @returns {{walk: Walk, kept: readonly string[]}}
 */
export function reopen(walk, at) {
  const all = seen(walk);
  const after = all.findIndex((one) => one.entries.length > at);
  const later = all.slice(after, -1).map((one, place) => {
    return all[after + place + 1].entries[one.entries.length] ?? `${here(one)}.`;
  });
  const out = later.findIndex((entry) => entry.includes("!"));
  return { walk: all[Math.max(after - 1, 0)], kept: out < 0 ? later : later.slice(0, out) };
}

/**
 * The walk on through earlier answers as far as they still apply, and those that are left over. It stops at an action that
 * was not seen before.
 * @param {Tree} tree @param {Walk} walk @param {readonly string[]} kept
 * @returns {{walk: Walk, kept: readonly string[]}}
 */
export function takeUp(tree, walk, kept) {
  while (kept.length) {
    const acts = proceeds(tree, walk);
    const begins = here(walk) + (walk.asking ? "~" : ".");
    const at = kept.findIndex((entry) => (acts ? entry === begins : entry.startsWith(begins)));
    const then = at < 0 ? null : acts ? proceed(tree, walk) : enter(tree, walk, kept[at]);
    if (!then) break;
    walk = then;
    kept = kept.slice(at + 1);
  }
  return { walk, kept };
}

/**
 * The steps that come before the one at which a walk began, in the order of the tree.
 * @param {Tree} tree @param {Walk} walk @returns {string[]}
 */
export function skipped(tree, walk) {
  if (!walk.first) return [];
  const parts = walk.first.split("/");
  const own = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
  const found = new Set(own);
  // Nearly all arrows lead on in the order of the tree: so from its end, once is nearly always enough.
  const steps = [...tree.steps].reverse();
  for (let known = 0; known < found.size; ) {
    known = found.size;
    for (const [name, step] of steps) {
      // An outcome of a subtree leads on from the step that uses it.
      const from = step.kind === "outcome" ? around(name) : name;
      const within = around(from);
      const ways = [...step.to, ...[...step.options.values()].flat()];
      if (ways.some(({ to }) => found.has(within ? `${within}/${to}` : to))) found.add(from);
    }
  }
  return [...tree.steps.keys()].filter((name) => found.has(name) && !own.includes(name));
}

/** @param {string} name */
function around(name) {
  return name.slice(0, Math.max(name.lastIndexOf("/"), 0));
}
