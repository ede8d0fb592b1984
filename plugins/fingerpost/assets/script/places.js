/* The place whose local numbers are shown. Its code is the one thing that is ever kept on a device. */

import { data, make } from "./parts.js";
import { say } from "./panel.js";

/** @typedef {Pick<import("./panel.js").Page, "root" | "words">} Page what holds the places, and what to say */

const KEY = "fingerpost-place";
const LONGEST = 100;

/**
 * A choice among the places of a page; null where there are not two of them.
 * @param {Page} page
 */
export function placeChooser(page) {
  const names = placesOf(page.root);
  if (names.size < 2) return null;
  const options = [...names].map(([code, name]) => make("option", { value: code }, name));
  const select = /** @type {HTMLSelectElement} */ (
    make("select", { class: "fp-place__select" }, make("option", { value: "" }, say(page, "places")), ...options)
  );
  const note = make("span", { class: "fp-place__note", role: "status" });
  const show = () => {
    const chosen = names.has(select.value) ? select.value : "";
    for (const part of page.root.querySelectorAll("[data-place]")) {
      part.toggleAttribute("hidden", !!chosen && !places(part).includes(chosen));
    }
    note.textContent = chosen && say(page, "place_kept");
    inline(page.root, chosen);
  };
  select.addEventListener("change", () => {
    keep(select.value);
    show();
  });
  select.value = names.has(kept()) ? kept() : "";
  show();
  return make("p", { class: "fp-place" }, make("label", {}, say(page, "place"), " ", select), " ", note);
}

/**
 * Beside each name of a fact the fact itself, so that a number can be called from the sentence that says to call it.
 * @param {Element} root @param {string} place
 */
function inline(root, place) {
  for (const part of root.querySelectorAll(".fp-here")) part.remove();
  if (!place) return;
  /** @type {Map<string, Element>} */
  const values = new Map();
  let fact = "";
  // Each name is followed by its values, of one place after the other.
  for (const part of root.querySelectorAll(".fp-facts > *")) {
    fact = part.id.split(".fact_")[1] ?? fact;
    const value = part.querySelector(".fp-facts__value");
    const told = value?.textContent ?? "";
    // Not what is still to be looked up or checked, and no more than a sentence can hold.
    const ready = told.length < LONGEST && !value?.querySelector("em, .fp-local__open");
    if (value && ready && places(part).includes(place)) values.set(fact, value);
  }
  for (const link of root.querySelectorAll("a[data-fact]")) {
    const value = values.get(data(link, "fact"));
    const told = value && [...value.childNodes].map((part) => part.cloneNode(true));
    if (told) link.after(make("span", { class: "fp-here" }, " (", ...told, ")"));
  }
}

/** @param {Element} root */
function placesOf(root) {
  const named = [...root.querySelectorAll(".fp-place__name")];
  return new Map(named.map((part) => [places(part)[0], part.textContent ?? ""]));
}

/**
 * The places of which a part tells.
 * @param {Element} part
 */
function places(part) {
  return data(part, "place").split(" ");
}

// Where a browser keeps nothing, which it says by an error, the choice holds for the page.

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} code */
function keep(code) {
  try {
    if (code) localStorage.setItem(KEY, code);
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing to be done.
  }
}
