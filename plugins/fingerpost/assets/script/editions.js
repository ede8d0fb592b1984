/* Looks up the edition of a card among those on the page. Nothing is sent anywhere: the page holds them all. */

import { make } from "./parts.js";

const EDITION = /^[0-9a-f]{8}$/;

export class Editions extends HTMLElement {
  #answer = make("div", { role: "status" });
  #input = /** @type {HTMLInputElement} */ (make("input", { class: "fp-place__select", size: "10", autocomplete: "off" }));
  /** @type {Map<string, HTMLElement>} */
  #entries = new Map();
  /** @type {Record<string, string>} */
  #words = {};

  connectedCallback() {
    if (this.dataset.words) this.#prepare(this.dataset.words);
    addEventListener("hashchange", this.#follow);
    this.#follow();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#follow);
  }

  /** @param {string} words */
  #prepare(words) {
    this.#words = JSON.parse(words);
    delete this.dataset.words;
    for (const entry of this.querySelectorAll("li[id]")) {
      this.#entries.set(entry.id, /** @type {HTMLElement} */ (entry));
      // The answer stands at the top; a browser would go past it to the entry.
      entry.removeAttribute("id");
    }
    const form = make("form", { class: "fp-place" }, make("label", {}, this.#words.label, " ", this.#input), " ");
    form.append(make("button", { class: "fp-button" }, this.#words.ask));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      history.replaceState(history.state, "", `#${spelt(this.#input.value)}`);
      this.#look();
    });
    this.querySelector(".fp-header")?.prepend(form, this.#answer);
  }

  #follow = () => {
    const asked = spelt(location.hash);
    if (!EDITION.test(asked)) return;
    this.#input.value = asked;
    this.#look();
    this.#answer.scrollIntoView({ block: "center" });
  };

  #look() {
    const asked = spelt(this.#input.value);
    this.#answer.replaceChildren(make("div", { class: "fp-card" }, ...this.#told(asked)));
  }

  /** @param {string} asked */
  #told(asked) {
    const { past, again, unknown, remedy, misread } = this.#words;
    const entry = this.#entries.get(asked);
    if (!entry) return EDITION.test(asked) ? named(asked, unknown, remedy) : named(asked, misread);
    const { discard } = entry.dataset;
    const today = new Date().toISOString().slice(0, 10);
    return discard && discard < today ? named(asked, past, again) : entry.cloneNode(true).childNodes;
  }
}

/** @param {string} edition @param {string} state @param {...string} lines */
function named(edition, state, ...lines) {
  const title = make("p", { class: "fp-card__title" }, make("code", {}, edition), " ", make("strong", {}, state));
  return [title, ...lines.map((line) => make("p", {}, line))];
}

/** An edition as it is printed, of what somebody typed. @param {string} typed */
function spelt(typed) {
  // What may be read for a digit: no edition has these letters.
  return typed.toLowerCase().replace(/[^0-9a-z]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");
}
