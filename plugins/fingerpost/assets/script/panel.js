/* What a walk-through puts around a step: where it stands, what can be answered, what was answered, and the ways out. */

import { behind, write } from "./address.js";
import { copied, data, fill, make } from "./parts.js";
import { reopen, seen, skipped, takeUp } from "./past.js";
import { allExits, answer, here, leave, NOT_ASKED, offers, proceed, proceeds } from "./walk.js";

/**
 * @typedef {import("./walk.js").Tree} Tree
 * @typedef {import("./walk.js").Walk} Walk
 * @typedef {import("./address.js").Reading} Reading
 * @typedef {{
 *   readonly root: Element,
 *   readonly tree: Tree,
 *   readonly words: ReadonlyMap<string, string>,
 *   readonly sections: ReadonlyMap<string, Element>,
 *   readonly exits: ReadonlyMap<string, Element>,
 *   readonly stages: ReadonlyMap<string, Element>,
 * }} Page what does not change while a page is shown; the rows of ways out by `tree/exit`, the first part of each stage
 */

/** @param {Pick<Page, "words">} page @param {string} name */
export function say(page, name) {
  return page.words.get(name) ?? name;
}

/**
 * The number of a step: "12", or "12.1" within a subtree.
 * @param {Page} page @param {string} name
 */
export function numberOf(page, name) {
  return page.sections.get(name)?.querySelector(".fp-step__heading .fp-number")?.textContent ?? "";
}

/**
 * What a step is called, in words alone.
 * @param {Page} page @param {string} name
 */
export function titleOf(page, name) {
  return text(titleIn(page, name));
}

/** @param {Page} page @param {string} name */
export function titleIn(page, name) {
  return copied(page.sections.get(name)?.querySelector(".fp-step__heading"));
}

/**
 * The address of a walk: in this page, or where it goes on in another tree, in that tree's page.
 * @param {Page} page @param {Walk} walk @param {readonly string[]} [kept]
 */
export function addressOf(page, walk, kept = []) {
  if (!walk.left) {
    const on = takeUp(page.tree, walk, kept);
    // At the end there is nothing to take them up for, and what was taken back is not to be read there.
    if (!on.walk.left) return write(page.tree, on.walk, on.walk.ended ? [] : on.kept);
    walk = on.walk;
  }
  const row = page.root.querySelector(`[data-to="tree:${walk.left}"]`);
  const there = row?.querySelector("a")?.getAttribute("href");
  // In a copy, that tree may be nowhere to be had: then back to the words that name it.
  if (!there) return `#${row?.closest("[data-kind]")?.querySelector(".fp-step__heading")?.id ?? ""}`;
  return `${there.split("#")[0]}#t=${walk.left}${behind(wayBack(page, walk, there))}`;
}

/**
 * The address of the step that leads to another tree, as the page of that tree would write it.
 * @param {Page} page @param {Walk} walk @param {string} there
 */
function wayBack(page, walk, there) {
  if (!walk.before) return "";
  const [from, to] = [location, new URL(there, location.href)].map((one) => one.pathname.split("/"));
  let alike = 0;
  while (alike < to.length - 1 && from[alike] === to[alike]) alike++;
  return "../".repeat(to.length - 1 - alike) + from.slice(alike).join("/") + write(page.tree, walk.before);
}

/**
 * The address of the walk that led to a walk, or nothing. Whoever made the address of this one may have written anything
 * into it: so it is followed to nothing but a walk on this host.
 * @param {Walk} walk
 */
export function cameFrom(walk) {
  try {
    const { protocol, host, hash, href } = new URL(walk.came, location.href);
    return protocol === location.protocol && host === location.host && hash.startsWith("#t=") ? href : "";
  } catch {
    return "";
  }
}

/**
 * What is said of how a reader came to a step.
 * @param {Page} page @param {Reading} at @param {Reading | null} before what was shown last
 */
export function notices(page, at, before) {
  const { tree } = page;
  /** @type {(Node | string)[][]} */
  const told = [];
  if (at.changed) told.push([say(page, at.fits ? "changed" : "changed_partly")]);
  else if (!at.fits) told.push([say(page, "wrong")]);
  const steps = skipped(tree, at.walk);
  if (steps.length) {
    told.push(fill(say(page, "began"), { step: numberOf(page, at.walk.first), steps: numbers(page, steps) }));
  }
  if (at.walk.asking) told.push([say(page, "ask_first")]);
  const more = at.walk.entries.slice(before?.walk.entries.length);
  if (at.kept.length && !more.length) told.push([say(page, "kept")]);
  const again = more.filter((entry) => before?.kept.includes(entry)).map((entry) => splitEntry(entry).step);
  if (again.length) told.push(fill(say(page, "taken_up"), { steps: numbers(page, again) }));
  if (cameFrom(at.walk) && !at.walk.before) told.push([say(page, "continued")]);
  return told.map((words) => make("p", { class: "fp-walk__notice" }, ...words));
}

/**
 * The stages of a tree, with the one of a section marked.
 * @param {Page} page @param {Element} section
 */
export function stages(page, section) {
  const now = data(section.closest("[data-stage]"), "stage");
  if (page.stages.size < 2) return [];
  const entries = [...page.stages].map(([stage, one]) =>
    make("li", stage === now ? { "aria-current": "step" } : {}, ...copied(one.querySelector(".fp-stage__heading"))),
  );
  return [make("ol", { class: "fp-walk__stages", "aria-label": say(page, "stages") }, ...entries)];
}

/**
 * What can be answered, as a list of links; each leads to the walk after it.
 * @param {Page} page @param {Reading} at
 */
export function choices(page, at) {
  const { tree } = page;
  const rows = [];
  for (const option of offers(tree, at.walk)) {
    const row = optionRow(page, here(at.walk), option);
    const note = row?.querySelector(":scope > .fp-ways__note")?.cloneNode(true);
    rows.push(choice(page, answer(tree, at.walk, option), at.kept, answerIn(row), rows.length + 1, note));
  }
  if (at.walk.asking) {
    rows.push(choice(page, answer(tree, at.walk, NOT_ASKED), at.kept, [say(page, "not_asked")], rows.length + 1));
  }
  if (proceeds(tree, at.walk)) rows.push(choice(page, proceed(tree, at.walk), at.kept, [say(page, "next")], 1));
  // Where a tree begins with nothing but the way to another.
  if (at.walk.left) rows.push(choice(page, at.walk, [], [say(page, "next")], 1));
  return rows.length ? make("ol", { class: "fp-walk__choices", "aria-label": say(page, "choices") }, ...rows) : null;
}

/**
 * @param {Page} page @param {Walk} walk @param {readonly string[]} kept @param {readonly (Node | string)[]} words
 * @param {number} digit @param {Node} [note]
 */
function choice(page, walk, kept, words, digit, note) {
  const key = digit < 10 ? [make("span", { class: "fp-walk__digit", "aria-hidden": "true" }, String(digit))] : [];
  const answer = make("span", { class: "fp-way__answer" }, ...words);
  if (walk.left) answer.append(" ", make("span", { class: "fp-walk__onward" }, ...wayOn(page, walk)));
  const link = make("a", { class: "fp-way fp-walk__choice", href: addressOf(page, walk, kept) }, ...key, answer);
  return make("li", {}, link, ...(note ? [note] : []));
}

/** @param {Page} page @param {Walk} walk */
function wayOn(page, walk) {
  const row = page.root.querySelector(`[data-to="tree:${walk.left}"] .fp-way__step`);
  return fill(say(page, "to_tree"), { tree: copied(row) });
}

/**
 * The ways out, each as a link to the walk after it.
 * @param {Page} page @param {Reading} at
 */
export function waysOut(page, at) {
  const { tree } = page;
  return [...allExits(tree, at.walk).keys()].map((name) => {
    const next = leave(tree, at.walk, name);
    const row = page.exits.get(name);
    const look = row?.querySelector(".fp-way")?.className ?? "fp-way";
    const link = make("a", { class: look, href: addressOf(page, next) }, ...answerIn(row));
    // Where it is it stays, and so does its place: a second tap must not take the one beside it.
    if (!next.left && here(next) === here(at.walk)) {
      link.setAttribute("href", addressOf(page, at.walk));
      link.setAttribute("aria-current", "step");
    }
    return make("li", {}, link);
  });
}

/**
 * Makes the ways out in the text lead to where they lead in a walk.
 * @param {Page} page @param {Walk} walk
 */
export function upgrade(page, walk) {
  for (const row of page.root.querySelectorAll(".fp-exits [data-exit]")) {
    const name = `${data(row, "of")}/${data(row, "exit")}`;
    row.querySelector("a")?.setAttribute("href", addressOf(page, leave(page.tree, walk, name)));
  }
}

/**
 * Each answer and each way out that was taken, with a link to take it back.
 * @param {Page} page @param {Reading} at
 */
export function answers(page, at) {
  const rows = at.walk.entries.map((entry, place) => {
    const open = reopen(at.walk, place);
    const { step, words } = told(page, entry);
    // Answers that wait from an earlier change go on waiting.
    const address = write(page.tree, open.walk, [...open.kept, ...at.kept]);
    const name = fill(say(page, "change_at"), { step: numberOf(page, step) }).join("");
    return make(
      "li",
      { class: "fp-walk__answer" },
      make("span", { class: "fp-walk__asked" }, numberOf(page, step), " ", ...titleIn(page, step)),
      " ",
      make("strong", {}, ...words),
      " ",
      make("a", { class: "fp-walk__change", href: address, "aria-label": name }, say(page, "change")),
    );
  });
  const earlier = cameFrom(at.walk);
  if (!earlier) return rows;
  const link = make("a", { class: "fp-walk__change", href: earlier }, say(page, "earlier"));
  return [make("li", { class: "fp-walk__answer" }, link), ...rows];
}

/** @param {string} entry */
function splitEntry(entry) {
  const at = entry.search(/[.~!]/);
  return { step: entry.slice(0, at), sign: entry[at], id: entry.slice(at + 1) };
}

/** @param {Page} page @param {readonly string[]} steps */
function numbers(page, steps) {
  return steps.map((name) => numberOf(page, name)).join(", ");
}

/**
 * The step of an entry, and what was taken there in words.
 * @param {Page} page @param {string} entry
 */
function told(page, entry) {
  const { step, sign, id } = splitEntry(entry);
  if (sign === "!") {
    return { step, words: [say(page, "way_out"), ": ", ...answerIn(page.exits.get(id))] };
  }
  return { step, words: id === NOT_ASKED ? [say(page, "not_asked")] : answerIn(optionRow(page, step, id)) };
}

/** @param {Page} page @param {string} step @param {string} option */
function optionRow(page, step, option) {
  return page.sections.get(step)?.querySelector(`[data-option="${option}"]`);
}

/**
 * The words of an option of a step.
 * @param {Page} page @param {string} step @param {string} option
 */
export function optionWords(page, step, option) {
  return text(answerIn(optionRow(page, step, option)));
}

/** @param {Element | null} [row] */
function answerIn(row) {
  return copied(row?.querySelector(".fp-way__answer, .fp-ways__answer"));
}

/**
 * The steps of a walk as plain text, each with what was answered.
 * @param {Page} page @param {Walk} walk @param {string} title
 */
export function asText(page, walk, title) {
  const all = seen(walk);
  const lines = all.map((one, place) => {
    const entry = (all[place + 1] ?? one).entries[one.entries.length];
    const words = entry ? ` – ${text(told(page, entry).words)}` : "";
    return `${numberOf(page, here(one))}. ${titleOf(page, here(one))}${words}`;
  });
  // What to write down, and what follows.
  const lists = page.sections.get(here(walk))?.querySelectorAll(".fp-list") ?? [];
  const ended = walk.ended ? [...lists].map((one) => `\n${/** @type {HTMLElement} */ (one).innerText}`) : [];
  const draft = page.root.querySelector(".fp-banner")?.textContent ?? "";
  return [title, draft, "", ...lines, ...ended].join("\n");
}

/** @param {readonly (Node | string)[]} parts */
function text(parts) {
  return parts
    .map((part) => (typeof part === "string" ? part : part.textContent))
    .join("")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^./u, (first) => first.toUpperCase());
}
