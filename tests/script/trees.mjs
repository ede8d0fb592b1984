/* Trees for tests, from plain data: pairs become maps. */

export function treeOf(plain) {
  const steps = plain.steps.map(([name, step]) => [name, { ...step, options: new Map(step.options) }]);
  return {
    id: plain.id,
    edition: plain.edition,
    steps: new Map(steps),
    starts: new Map(plain.starts),
    trees: new Map(plain.trees),
    exits: new Map(plain.exits.map(([of, ways]) => [of, new Map(ways)])),
  };
}
