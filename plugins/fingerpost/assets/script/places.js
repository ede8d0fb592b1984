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
      part.toggleAttribute("hidden", !!chosen && !places(part).includes(chosen));
    }
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
  const named = [...root.querySelectorAll(".fp-place__name")];
  return new Map(named.map((part) => [places(part)[0], part.textContent ?? ""]));
}

/**
 * The places of which a part tells.
 * @param {Element} part
 */
function places(part) {
  return (part.getAttribute("data-place") ?? "").split(" ");
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
