/* What a walk does beyond following answers, which test_script.py compares with Python: links, changes, gaps. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, write } from "../../plugins/fingerpost/assets/script/address.js";
import { reopen, seen, skipped, takeUp } from "../../plugins/fingerpost/assets/script/past.js";
import {
  answer,
  begin,
  enter,
  here,
  leave,
  NOT_ASKED,
  offers,
  proceed,
  start,
} from "../../plugins/fingerpost/assets/script/walk.js";
import { treeOf } from "./trees.mjs";

const to = (node, when = {}) => ({ to: node, when: Object.entries(when).map(([question, options]) => ({ question, options })) });
const question = (options) => ({
  kind: "question",
  options: Object.entries(options).map(([id, target]) => [id, typeof target === "string" ? [to(target)] : target]),
  to: [],
});
const action = (...targets) => ({ kind: "action", options: [], to: targets.map((one) => (typeof one === "string" ? to(one) : one)) });
const outcome = (...targets) => ({ kind: "outcome", options: [], to: targets.map((one) => to(one)) });
const treeWith = (steps, more = {}) =>
  treeOf({
    id: "tea",
    edition: "one",
    steps: Object.entries(steps),
    starts: [["", Object.keys(steps)[0]]],
    trees: [["", "tea"]],
    exits: [],
    ...more,
  });

/* water → milk → wait (an action) → sure → served or, by what was said of milk, spilt */
const tea = treeWith({
  water: question({ yes: "milk", no: "sure" }),
  milk: question({ yes: "wait", no: "wait" }),
  wait: action("sure"),
  sure: question({ yes: [to("spilt", { milk: ["yes"] }), to("served")], no: "milk" }),
  served: outcome(),
  spilt: outcome(),
});
const walked = (tree, ...entries) => entries.reduce((walk, entry) => enter(tree, walk, entry), start(tree));

test("a link leads back to where it was made", () => {
  const walk = walked(tea, "water.yes", "milk.no");
  assert.equal(write(tea, walk), "#t=tea&v=one&at=wait&a=water.yes,milk.no");
  assert.equal(write(tea, proceed(tea, walk)), "#t=tea&v=one&at=sure&a=water.yes,milk.no");
  for (const one of [walk, proceed(tea, walk)]) assert.deepEqual(read(tea, write(tea, one)).walk, one);
});

test("a program that writes signs as numbers does not break a link", () => {
  assert.equal(here(read(tea, "#t=tea&at=wait&a=water%2Eyes%2Cmilk.no").walk), "wait");
  assert.equal(here(read(tea, "#t=tea&a=%E0%A4%A").walk), "water");
});

test("what led here from another tree goes along through all of a walk", () => {
  const came = "../coffee/#t=coffee&v=two&at=cup&a=beans.yes";
  const { walk } = read(tea, `#t=tea&b=${encodeURIComponent(came)}`);
  const later = enter(tea, walk, "water.yes");
  assert.equal(later.came, came);
  assert.deepEqual(read(tea, write(tea, later)).walk, later);
  assert.equal(start(tea).came, "");
  // Walks that come from one another would add to it without end.
  const { walk: far } = read(tea, `#t=tea&b=${"x".repeat(4001)}`);
  assert.equal(write(tea, far), "#t=tea&v=one&at=water");
});

test("a link to a changed tree says so and begins at the last step that fits", () => {
  const fits = read(tea, "#t=tea&v=old&at=sure&a=water.yes,milk.no");
  assert.deepEqual([fits.changed, fits.fits, here(fits.walk)], [true, true, "sure"]);
  const partly = read(tea, "#t=tea&v=old&at=sure&a=water.yes,sugar.no,sure.yes");
  assert.deepEqual([partly.changed, partly.fits, here(partly.walk)], [true, false, "milk"]);
  const gone = read(tea, "#t=tea&v=old&at=gone&a=water.yes");
  assert.deepEqual([gone.fits, here(gone.walk)], [false, "milk"]);
});

test("what is no link into this tree is none", () => {
  for (const fragment of ["", "#tea.water", "#t=coffee", "#at=water"]) assert.equal(read(tea, fragment), null);
});

test("a link that was made up ends at the last step that fits", () => {
  const made = ["water.maybe", "constructor.yes", "__proto__.yes", "water", "water!/x", "water~yes", ".", "water.yes,water.yes"];
  for (const entries of made) {
    const { walk, fits } = read(tea, `#t=tea&at=water&a=${entries}`);
    assert.equal(fits, false, entries);
    assert.equal(here(walk), entries.startsWith("water.yes") ? "milk" : "water");
  }
  assert.equal(here(read(tea, "#t=tea&from=__proto__").walk), "water");
  assert.equal(read(tea, `#t=tea&a=${"water.yes,".repeat(100_000)}`).fits, false);
});

test("names of objects are names like any other", () => {
  const tree = treeWith({
    constructor: question({ __proto__: "valueof", constructor: "hasownproperty" }),
    hasownproperty: outcome(),
    valueof: outcome(),
  });
  const plain = { id: "x", edition: "y", exits: [], trees: [["", "x"]], starts: [["", "constructor"]] };
  const odd = treeOf({
    ...plain,
    steps: [
      ["constructor", { kind: "question", options: [["__proto__", [to("done")]], ["tostring", [to("constructor")]]], to: [] }],
      ["done", { kind: "outcome", options: [], to: [] }],
    ],
  });
  assert.deepEqual(offers(odd, start(odd)), ["__proto__", "tostring"]);
  assert.equal(here(answer(odd, start(odd), "__proto__")), "done");
  assert.equal(here(answer(tree, start(tree), "constructor")), "hasownproperty");
});

test("a changed answer keeps those that still apply", () => {
  const walk = walked(tea, "water.yes", "milk.yes", "sure.no", "milk.no", "sure.yes");
  assert.equal(here(walk), "served");
  const open = reopen(walk, 1);
  assert.equal(here(open.walk), "milk");
  // "wait." is an action that was seen.
  assert.deepEqual(open.kept, ["wait.", "sure.no", "milk.no", "wait.", "sure.yes"]);
  const changed = takeUp(tea, answer(tea, open.walk, "no"), open.kept);
  assert.deepEqual([here(changed.walk), changed.kept], ["served", []]);
});

test("an answer that no longer applies is left out, and a new question is asked", () => {
  const walk = walked(tea, "water.yes", "milk.no", "sure.yes");
  const without = takeUp(tea, answer(tea, reopen(walk, 0).walk, "no"), reopen(walk, 0).kept);
  assert.deepEqual([here(without.walk), without.walk.entries], ["served", ["water.no", "sure.yes"]]);
  const again = reopen(without.walk, 0);
  const asked = takeUp(tea, answer(tea, again.walk, "yes"), again.kept);
  assert.deepEqual([here(asked.walk), asked.kept], ["milk", ["sure.yes"]]);
});

test("what is to be done and was not seen before is shown before later answers are taken up", () => {
  const walk = walked(tea, "water.no", "sure.yes");
  const open = reopen(walk, 0);
  const asked = takeUp(tea, answer(tea, open.walk, "yes"), open.kept);
  assert.deepEqual([here(asked.walk), asked.kept], ["milk", ["sure.yes"]]);
  const kept = read(tea, write(tea, asked.walk, asked.kept)).kept;
  const waits = takeUp(tea, answer(tea, asked.walk, "no"), kept);
  assert.deepEqual([here(waits.walk), waits.kept], ["wait", ["sure.yes"]]);
  assert.equal(here(takeUp(tea, proceed(tea, waits.walk), waits.kept).walk), "served");
});

test("a walk from the midst says what it skipped, and asks where a guard needs it", () => {
  const walk = begin(tea, "sure");
  assert.deepEqual(skipped(tea, walk), ["water", "milk", "wait"]);
  const asking = answer(tea, walk, "yes");
  assert.deepEqual([here(asking), asking.asking?.name], ["milk", "milk"]);
  assert.equal(write(tea, asking), "#t=tea&v=one&from=sure&at=~milk&a=sure.yes");
  assert.deepEqual(read(tea, write(tea, asking)).walk, asking);
  assert.equal(here(answer(tea, asking, "yes")), "spilt");
  const never = answer(tea, asking, NOT_ASKED);
  assert.deepEqual([here(never), never.entries], ["served", ["sure.yes", "milk~"]]);
  assert.deepEqual(read(tea, write(tea, never)).walk, never);
});

test("a walk from the midst asks nothing that no guard needs, and nothing twice", () => {
  const walk = answer(tea, begin(tea, "sure"), "no");
  assert.equal(here(walk), "milk");
  assert.equal(walk.asking, null);
  assert.equal(here(enter(tea, answer(tea, walk, "yes"), "sure.yes")), "spilt");
});

test("a walk that begins at the start has skipped nothing", () => {
  assert.deepEqual(begin(tea, "water"), start(tea));
  assert.deepEqual(skipped(tea, start(tea)), []);
});

/* first uses the tree cup: look → clean or dirty; clean comes back, by what was said of a guest, and dirty ends all */
const cups = treeWith(
  {
    guest: question({ yes: "first", no: "first" }),
    first: { kind: "subtree", options: [], to: [] },
    "first/look": question({ clean: "clean", dirty: "dirty" }),
    "first/clean": { kind: "outcome", options: [], to: [to("pour", { guest: ["yes"] }), to("rest")] },
    "first/dirty": outcome("end"),
    pour: outcome(),
    rest: outcome(),
    wash: outcome(),
  },
  {
    starts: [["", "guest"], ["first", "look"]],
    trees: [["", "tea"], ["first", "cup"]],
    exits: [["tea", [["hurry", "wash"]]], ["cup", [["hurry", "clean"]]], ["", [["fire", "tree:fire"]]]],
  },
);

test("a subtree is passed on arrival and comes back at once", () => {
  const walk = answer(cups, start(cups), "yes");
  assert.equal(here(walk), "first/look");
  assert.equal(here(answer(cups, walk, "clean")), "pour");
  const dirty = answer(cups, walk, "dirty");
  assert.deepEqual([here(dirty), dirty.ended], ["first/dirty", true]);
});

test("a walk from within a subtree asks what the way back depends on", () => {
  const asking = answer(cups, begin(cups, "first/look"), "clean");
  assert.deepEqual([here(asking), asking.asking?.inner?.node], ["guest", "clean"]);
  assert.equal(here(answer(cups, asking, "no")), "rest");
  assert.deepEqual(skipped(cups, begin(cups, "first/look")), ["guest"]);
});

test("an exit of the tree around gives the subtree up, and one within gives the return up", () => {
  const walk = answer(cups, start(cups), "yes");
  assert.equal(here(leave(cups, walk, "tea/hurry")), "wash");
  const stays = leave(cups, walk, "cup/hurry");
  assert.deepEqual([here(stays), stays.ended, stays.frames.length], ["first/clean", true, 1]);
  assert.equal(leave(cups, walk, "/fire").left, "fire");
  assert.equal(leave(cups, walk, "cup/none"), walk);
  assert.deepEqual(read(cups, write(cups, stays)).walk, stays);
});

test("exits are not taken up again after a change", () => {
  const walk = leave(cups, answer(cups, start(cups), "yes"), "tea/hurry");
  assert.deepEqual(reopen(walk, 0).kept, []);
  assert.equal(here(reopen(walk, 1).walk), "first/look");
});

test("a walk is never changed, and remembers each step that was seen", () => {
  const walk = walked(tea, "water.yes", "milk.no", "sure.yes");
  assert.deepEqual(seen(walk).map(here), ["water", "milk", "wait", "sure", "served"]);
  assert.ok(seen(walk).every(Object.isFrozen));
});

test("a long walk is read back whole", () => {
  const steps = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`n${at}`, at === 299 ? outcome() : question({ a: `n${at + 1}`, b: `n${at + 1}` })]),
  );
  const tree = treeWith(steps);
  const entries = Array.from({ length: 299 }, (_, at) => `n${at}.a`);
  assert.equal(here(read(tree, `#t=tea&a=${entries}`).walk), "n299");
});
