/* Following a tree, one step at a time: pure functions on frozen states. Nothing here knows of a page or keeps anything.

   A step has a name: `node` in the tree of the page, `use/node` in a subtree. What a reader does is an entry:
   `step.option` is an answer, `step!tree/exit` a way out (`step!/exit` of the site), `step~option` the answer to a question that was skipped. */

/**
 * @typedef {{readonly question: string, readonly options: readonly string[]}} Condition
 * @typedef {{readonly to: string, readonly when: readonly Condition[]}} Target `to` is a node, `tree:other` or `end`
 * @typedef {{
 *   readonly kind: string,
 *   readonly options: ReadonlyMap<string, readonly Target[]>,
 *   readonly to: readonly Target[],
 * }} Step `to` leads on from an action, and back from an outcome of a subtree
 * @typedef {{
 *   readonly id: string,
 *   readonly edition: string,
 *   readonly steps: ReadonlyMap<string, Step>,
 *   readonly starts: ReadonlyMap<string, string>,
 *   readonly trees: ReadonlyMap<string, string>,
 *   readonly exits: ReadonlyMap<string, ReadonlyMap<string, string>>,
 * }} Tree first nodes and ids of trees by use, which is "" for the tree itself; exits by tree, those of the site under ""
 * @typedef {readonly (readonly [string, string])[]} Answers
 * @typedef {{readonly use: string, readonly node: string, readonly answers: Answers, readonly whole: boolean}} Frame
 *   `whole` is false where the walk began in the midst of a tree, so that answers may be missing
 * @typedef {{readonly use: string, readonly from: string, readonly by: string, readonly to: string}} Move
 * @typedef {{readonly targets: readonly Target[], readonly by: string, readonly inner?: Frame}} Way what leads on, by which
 *   option, and the outcome of a subtree that it comes back from
 * @typedef {Way & {readonly name: string}} Asking the skipped question that has to be asked before a way can be chosen
 * @typedef {{
 *   readonly frames: readonly Frame[],
 *   readonly entries: readonly string[],
 *   readonly moves: readonly Move[],
 *   readonly first: string,
 *   readonly asking: Asking | null,
 *   readonly ended: boolean,
 *   readonly left: string,
 *   readonly before: Walk | null,
 *   readonly came: string,
 * }} Walk `first` is where it began, when not at the start; `left` the other tree in which it goes on; `came` the address
 *   of the walk through another tree that led here
 */

/** Stands for the answer to a question that was never asked. */
export const NOT_ASKED = "";

/** @param {Tree} tree @returns {Walk} */
export function start(tree) {
  return begin(tree, tree.starts.get("") ?? "");
}

/**
 * A walk that begins at any step; what comes before it is skipped.
 * @param {Tree} tree @param {string} name @returns {Walk}
 */
export function begin(tree, name) {
  /** @type {Frame[]} */
  const frames = [];
  for (const node of name.split("/")) {
    const use = frames.length ? frameName(frames[frames.length - 1]) : "";
    frames.push(frame(use, node, tree.starts.get(use) === node));
  }
  const first = frames.every((one) => one.whole) ? "" : name;
  const walk = { frames, entries: [], moves: [], first, asking: null, ended: false, left: "", before: null, came: "" };
  return arrive(tree, Object.freeze(walk));
}

/**
 * The step that a reader is at.
 * @param {Walk} walk
 */
export function here(walk) {
  return walk.asking ? walk.asking.name : frameName(last(walk));
}

/**
 * What can be answered, in order.
 * @param {Tree} tree @param {Walk} walk @returns {readonly string[]}
 */
export function offers(tree, walk) {
  const step = tree.steps.get(here(walk));
  return walk.ended || walk.left || !step ? [] : [...step.options.keys()];
}

/**
 * The walk after an answer that is offered; in answer to a skipped question also after NOT_ASKED.
 * @param {Tree} tree @param {Walk} walk @param {string} option @returns {Walk}
 */
export function answer(tree, walk, option) {
  const name = here(walk);
  const sign = walk.asking ? "~" : ".";
  const at = last(walk);
  /** @type {readonly [string, string]} */
  const told = [lastPart(name), option];
  const frames = [...walk.frames.slice(0, -1), Object.freeze({ ...at, answers: [...at.answers, told] })];
  const entries = [...walk.entries, name + sign + option];
  const next = Object.freeze({ ...walk, frames, entries, asking: null, before: walk });
  if (walk.asking) return go(tree, next, walk.asking);
  return go(tree, next, { targets: tree.steps.get(name)?.options.get(option) ?? [], by: option });
}

/**
 * Whether there is something to do and then one way on.
 * @param {Tree} tree @param {Walk} walk
 */
export function proceeds(tree, walk) {
  return !walk.ended && !walk.left && !walk.asking && tree.steps.get(here(walk))?.kind === "action";
}

/**
 * The walk after an action was done.
 * @param {Tree} tree @param {Walk} walk @returns {Walk}
 */
export function proceed(tree, walk) {
  const targets = tree.steps.get(here(walk))?.to ?? [];
  return go(tree, Object.freeze({ ...walk, before: walk }), { targets, by: "" });
}

/**
 * Where the ways out lead, by name: those of every tree that the walk stands in, the innermost first, then the site's.
 * @param {Tree} tree @param {Walk} walk @returns {Map<string, string>}
 */
export function exits(tree, walk) {
  return walk.ended ? new Map() : allExits(tree, walk);
}

/**
 * Those, and where a path has ended, what may still be seen after its outcome.
 * @param {Tree} tree @param {Walk} walk
 */
export function allExits(tree, walk) {
  /** @type {Map<string, string>} */
  const found = new Map();
  if (walk.left) return found;
  const around = walk.frames.map((one) => tree.trees.get(one.use) ?? "").reverse();
  for (const of of [...around, ""]) {
    for (const [name, to] of tree.exits.get(of) ?? []) {
      // A tree's own exit stands for the site's of that name.
      if (of || !around.every((one) => tree.exits.get(one)?.has(name))) found.set(`${of}/${name}`, to);
    }
  }
  return found;
}

/**
 * The walk after an exit: it is back in the tree whose exit it is, and pending returns are given up.
 * @param {Tree} tree @param {Walk} walk @param {string} name @returns {Walk}
 */
export function leave(tree, walk, name) {
  const to = allExits(tree, walk).get(name);
  if (to === undefined) return walk;
  const of = name.slice(0, name.indexOf("/"));
  const frames = [walk.frames.find((one) => tree.trees.get(one.use) === of) ?? last(walk)];
  const entries = [...walk.entries, `${here(walk)}!${name}`];
  return move(tree, Object.freeze({ ...walk, frames, entries, asking: null, ended: false, before: walk }), to, "*", "");
}

/**
 * The walk after an entry, with the actions before it done; null where the entry does not fit.
 * @param {Tree} tree @param {Walk} walk @param {string} entry @returns {Walk | null}
 */
export function enter(tree, walk, entry) {
  const [, name = "", sign = "", id = ""] = /^([a-z0-9/-]+)([.~!])([a-z0-9/-]*)$/.exec(entry) ?? [];
  const at = onward(tree, walk, (one) => here(one) === name && (sign === "!" || !!one.asking === (sign === "~")));
  if (!at) return null;
  if (sign === "!") return allExits(tree, at).has(id) ? leave(tree, at, id) : null;
  const fits = offers(tree, at).includes(id) || (sign === "~" && id === NOT_ASKED);
  return fits ? answer(tree, at, id) : null;
}

/**
 * The walk on through actions to where something holds; null where it holds nowhere on the way.
 * @param {Tree} tree @param {Walk} walk @param {(walk: Walk) => boolean} holds @returns {Walk | null}
 */
export function onward(tree, walk, holds) {
  // Actions that lead in circles, which an author is warned of, must come to an end here.
  for (let left = tree.steps.size; left >= 0; left--) {
    if (holds(walk)) return walk;
    if (!proceeds(tree, walk)) return null;
    walk = proceed(tree, walk);
  }
  return null;
}

/** @param {string} use @param {string} node @param {boolean} whole @returns {Frame} */
function frame(use, node, whole) {
  return Object.freeze({ use, node, answers: [], whole });
}

/** @param {Walk} walk */
function last(walk) {
  return walk.frames[walk.frames.length - 1];
}

/** @param {Frame} one */
function frameName(one) {
  return one.use ? `${one.use}/${one.node}` : one.node;
}

/** @param {string} name */
function lastPart(name) {
  return name.slice(name.lastIndexOf("/") + 1);
}

/**
 * The first target whose guard holds, or the skipped question on which that depends.
 * @param {readonly Target[]} targets @param {Frame} at @returns {{to: string} | {ask: string}}
 */
function choose(targets, at) {
  const answers = new Map(at.answers);
  for (const { to, when } of targets) {
    const told = when.filter((one) => at.whole || answers.has(one.question));
    if (!told.every((one) => one.options.includes(answers.get(one.question) ?? NOT_ASKED))) continue;
    const unknown = when.find((one) => !told.includes(one));
    return unknown ? { ask: unknown.question } : { to };
  }
  return { to: "end" };
}

/** @param {Tree} tree @param {Walk} walk @param {Way} way @returns {Walk} */
function go(tree, walk, way) {
  const at = last(walk);
  const found = choose(way.targets, at);
  if ("ask" in found) {
    const name = at.use ? `${at.use}/${found.ask}` : found.ask;
    return Object.freeze({ ...walk, asking: Object.freeze({ ...way, name }) });
  }
  // The end of a path is where its outcome is, not where it came back to.
  if (found.to === "end" && way.inner) walk = { ...walk, frames: [...walk.frames, way.inner] };
  return move(tree, walk, found.to, at.node, way.by);
}

/** @param {Tree} tree @param {Walk} walk @param {string} to @param {string} from @param {string} by @returns {Walk} */
function move(tree, walk, to, from, by) {
  const at = last(walk);
  const moves = [...walk.moves, Object.freeze({ use: at.use, from, by, to })];
  if (to === "end") return Object.freeze({ ...walk, moves, ended: true });
  if (to.startsWith("tree:")) return Object.freeze({ ...walk, moves, left: to.slice(5) });
  const frames = [...walk.frames.slice(0, -1), Object.freeze({ ...at, node: to })];
  return arrive(tree, Object.freeze({ ...walk, frames, moves }));
}

/**
 * Past steps that need nobody: into a subtree, and back from its outcome. Circles of those end the walk.
 * @param {Tree} tree @param {Walk} walk @returns {Walk}
 */
function arrive(tree, walk) {
  /** @type {Set<string>} */
  const met = new Set();
  let before = walk;
  for (;;) {
    const at = last(walk);
    const name = frameName(at);
    const step = tree.steps.get(name);
    const spot = walk.frames.map(frameName).join(" ");
    if (met.has(spot)) return Object.freeze({ ...before, ended: true });
    met.add(spot);
    before = walk;
    const inner = step?.kind === "subtree" ? tree.starts.get(name) : undefined;
    if (inner !== undefined) {
      walk = { ...walk, frames: [...walk.frames, frame(name, inner, true)] };
    } else if (step?.kind === "outcome") {
      if (walk.frames.length === 1 || !step.to.length) return Object.freeze({ ...walk, ended: true });
      const frames = walk.frames.slice(0, -1);
      const waiting = frames[frames.length - 1];
      const found = choose(step.to, waiting);
      const back = { ...walk, frames };
      // Whatever is no plain step of the waiting tree ends the loop.
      if ("ask" in found || found.to === "end" || found.to.startsWith("tree:")) {
        return go(tree, back, { targets: step.to, by: at.node, inner: at });
      }
      const moves = [...walk.moves, Object.freeze({ use: waiting.use, from: waiting.node, by: at.node, to: found.to })];
      walk = { ...back, moves, frames: [...frames.slice(0, -1), Object.freeze({ ...waiting, node: found.to })] };
    } else {
      return Object.freeze(walk);
    }
  }
}
