/* The place whose local numbers are shown. Its code is the one thing that is ever kept on a device. */

import { make } from "./parts.js";
import { say } from "./panel.js";

/** @typedef {import("./panel.js").Page} Page */

const KEY = "fingerpost-place";

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
  const note = make("span", { class: "fp-place__note" }, say(page, "place_kept"));
  const show = () => {
    const chosen = names.has(select.value) ? select.value : "";
    for (const part of page.root.querySelectorAll("[data-place]")) {
      part.toggleAttribute("hidden", !!chosen && part.getAttribute("data-place") !== chosen);
    }
    // One place alone needs no folding.
    if (chosen) for (const part of page.root.querySelectorAll("details.fp-local")) part.setAttribute("open", "");
    note.hidden = !chosen;
  };
  select.addEventListener("change", () => {
    keep(select.value);
    show();
  });
  select.value = names.has(kept()) ? kept() : "";
  show();
  return make("p", { class: "fp-place" }, make("label", {}, say(page, "place"), " ", select), " ", note);
}

/** @param {Element} root */
function placesOf(root) {
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const part of root.querySelectorAll("[data-place]")) {
    const name = part.querySelector(".fp-local__name, .fp-facts__name")?.textContent ?? "";
    names.set(part.getAttribute("data-place") ?? "", name);
  }
  return names;
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
