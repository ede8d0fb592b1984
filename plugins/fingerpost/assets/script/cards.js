/* Shows the cards of one place among those of all, if somebody chooses one. */

import { placeChooser } from "./places.js";

export class Cards extends HTMLElement {
  connectedCallback() {
    const { words } = this.dataset;
    if (!words) return;
    delete this.dataset.words;
    const chooser = placeChooser({ root: this, words: new Map(Object.entries(JSON.parse(words))) });
    if (chooser) this.querySelector(".fp-header")?.prepend(chooser);
  }
}
