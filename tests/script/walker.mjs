/* Walks as it is told on its input, one line of JSON a walk, and says of every spot what is there. */

import { createInterface } from "node:readline";

import { read, write } from "../../plugins/fingerpost/assets/script/address.js";
import { answer, exits, here, leave, offers, proceed, start } from "../../plugins/fingerpost/assets/script/walk.js";
import { treeOf } from "./trees.mjs";

// Jumps that lead to nothing but another jump go in circles.
const MOST_JUMPS = 10;

function settled(trees, tree, walk) {
  for (let jumps = 0; walk.left && jumps < MOST_JUMPS; jumps++) {
    tree = trees.get(walk.left);
    walk = start(tree);
  }
  return [tree, walk];
}

function spot(tree, walk) {
  const frames = walk.frames.map((one) => [tree.trees.get(one.use), one.node, one.answers]);
  const again = read(tree, write(tree, walk));
  return {
    frames,
    ended: walk.ended || !!walk.left,
    circle: !!walk.left || (walk.ended && tree.steps.get(here(walk))?.kind !== "outcome"),
    asking: !!walk.asking,
    offers: offers(tree, walk),
    exits: [...exits(tree, walk).keys()],
    // Whoever follows a copied link stands where the link was copied; laps of actions alone are not told apart.
    same: again.fits && JSON.stringify({ ...again.walk, before: 0, moves: 0 }) === JSON.stringify({ ...walk, before: 0, moves: 0 }),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line);
  const trees = new Map(Object.entries(told.trees).map(([name, plain]) => [name, treeOf(plain)]));
  let [tree, walk] = settled(trees, trees.get(told.start), start(trees.get(told.start)));
  const spots = [spot(tree, walk)];
  for (const [kind, name] of told.taken) {
    const next = kind === "answer" ? answer(tree, walk, name) : kind === "exit" ? leave(tree, walk, name) : proceed(tree, walk);
    [tree, walk] = settled(trees, tree, next);
    spots.push(spot(tree, walk));
  }
  console.log(JSON.stringify(spots));
}
