/* The flowchart made live: the path that was answered, all paths through a box, and a size that the reader chooses. */

import { button, data, halt, make } from "./parts.js";
import { begin } from "./walk.js";
import { addressOf, numberOf, optionWords, say, titleIn, titleOf } from "./panel.js";

/**
 * @typedef {import("./walk.js").Walk} Walk
 * @typedef {import("./panel.js").Page} Page
 */

// Below this the smallest words would be smaller than 9 pixels beside text of 16.
const SMALLEST = 0.7;
const LARGEST = 3;
const STEP = 1.25;
// A press that moves less than this is a click.
const STILL = 5;
const TAKEN = "fp-flowchart__arrow--taken";

export class Chart {
  /** @param {Page} page @param {Element} region */
  constructor(page, region) {
    this.page = page;
    this.region = region;
    this.picture = /** @type {SVGElement} */ (region.querySelector(".fp-flowchart__picture"));
    this.width = parseFloat(this.picture.getAttribute("width") ?? "0");
    this.height = parseFloat(this.picture.getAttribute("height") ?? "0");
    this.size = 1;
    this.panel = make("div", { class: "fp-flowchart__chosen", role: "group", hidden: "" });
    this.full = button(say(page, "full"), "fp-button", () => this.toggleFull());
    const hint = make("p", { class: "fp-flowchart__keys" }, say(page, "choose"), " ", say(page, "chart_keys"));
    const tools = make("div", { class: "fp-flowchart__tools" }, ...this.tools());
    this.live = make("div", { class: "fp-flowchart__live" });
    region.replaceWith(this.live);
    this.live.append(hint, tools, region, this.panel);
    const lines = /** @type {SVGElement} */ (this.picture.querySelector(".fp-flowchart__arrows"));
    this.arrows = [...lines.querySelectorAll("[data-from]")];
    this.keys = this.arrows.map(arrowKey);
    /** @type {Element[]} */
    this.taken = [];
    this.above = /** @type {SVGElement} */ (lines.cloneNode());
    this.above.classList.add("fp-flowchart__above");
    lines.after(this.above);
    const boxes = [...this.picture.querySelectorAll("[data-node]")];
    this.boxes = new Map(boxes.map((box) => [data(box, "node"), box]));
    /** @type {Element[]} */
    this.marked = [];
    region.querySelector(".fp-flowchart__opening")?.remove();
    this.listen();
  }

  tools() {
    const { page } = this;
    this.full.hidden = !document.fullscreenEnabled;
    return [
      button(say(page, "zoom_out"), "fp-button", () => this.resize(this.size / STEP)),
      button(say(page, "zoom_in"), "fp-button", () => this.resize(this.size * STEP)),
      button(say(page, "fit"), "fp-button", () => this.fit()),
      this.full,
    ];
  }

  listen() {
    this.region.addEventListener("keydown", (event) => this.key(/** @type {KeyboardEvent} */ (event)));
    this.region.addEventListener("pointerdown", (event) => this.drag(/** @type {PointerEvent} */ (event)));
    this.region.addEventListener("click", (event) => this.click(/** @type {MouseEvent} */ (event)));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear();
    });
    this.live.addEventListener("fullscreenchange", () => {
      this.full.textContent = say(this.page, document.fullscreenElement ? "full_end" : "full");
      this.follow();
    });
  }

  /**
   * Draws the path of a walk.
   * @param {Walk | null} walk
   */
  show(walk) {
    const moves = walk ? walk.moves.filter((one) => one.use === "") : [];
    const keys = new Set(moves.map((one) => key(one.from, one.by, one.to)));
    // A step changes an arrow or two of hundreds.
    for (const arrow of this.taken) arrow.classList.remove(TAKEN);
    this.taken = this.arrows.filter((_, at) => keys.has(this.keys[at]));
    for (const arrow of this.taken) arrow.classList.add(TAKEN);
    // Copies, above all lines that they share a part of the way with: a browser styles every arrow anew when one is moved.
    this.above.replaceChildren(...this.taken.map((arrow) => arrow.cloneNode(true)));
    this.mark(moves.flatMap((one) => [one.from, one.to]), walk?.frames[0].use === "" ? walk.frames[0].node : "");
  }

  /**
   * Marks the boxes of a path.
   * @param {readonly string[]} nodes @param {string} last
   */
  mark(nodes, last) {
    for (const link of this.marked.splice(0)) link.removeAttribute("aria-current");
    for (const node of new Set([...nodes, last])) {
      const link = this.boxes.get(node)?.querySelector("a");
      if (!link) continue;
      link.setAttribute("aria-current", node === last ? "step" : "true");
      this.marked.push(link);
    }
  }

  /**
   * Shows every path into a box and out of it, and what can be done with its step.
   * @param {string} node
   */
  choose(node) {
    this.clear();
    const chosen = this.boxes.get(node);
    if (!chosen || !this.page.sections.has(node)) return;
    const into = this.reach(node, "to", "from");
    const out = this.reach(node, "from", "to");
    for (const arrow of this.arrows) {
      const near = into.has(data(arrow, "to")) || out.has(data(arrow, "from"));
      arrow.classList.toggle("fp-flowchart__arrow--near", near);
    }
    chosen.classList.add("fp-flowchart__box--chosen");
    this.picture.classList.add("fp-flowchart__picture--choosing");
    const { page } = this;
    const start = make("a", { class: "fp-button", href: addressOf(page, begin(page.tree, node)) }, say(page, "start_here"));
    this.panel.replaceChildren(
      make("p", { class: "fp-flowchart__about" }, make("strong", {}, numberOf(page, node), ". "), ...titleIn(page, node)),
      start,
      make("a", { class: "fp-button", href: `#${page.tree.id}.${node}` }, say(page, "read")),
      button(say(page, "clear"), "fp-button", () => this.clear()),
      ...this.ways("ways_in", node, "to", "from"),
      ...this.ways("ways_on", node, "from", "to"),
    );
    this.panel.setAttribute("aria-label", this.panel.firstElementChild?.textContent ?? "");
    this.panel.hidden = false;
    start.focus({ preventScroll: true });
    // Another box may have led here, and the panel must not lie before this one.
    chosen.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /**
   * The boxes at the other ends of a box's arrows, which the picture shows by lines alone.
   * @param {string} label @param {string} node @param {string} near @param {string} far
   */
  ways(label, node, near, far) {
    const { page } = this;
    const links = this.arrows.flatMap((arrow) => {
      const other = data(arrow, far);
      if (data(arrow, near) !== node || !page.sections.has(other)) return [];
      const link = button(numberOf(page, other), "fp-button", () => this.choose(other));
      const answer = optionWords(page, data(arrow, "from"), data(arrow, "option"));
      const step = `${numberOf(page, other)}. ${titleOf(page, other)}`;
      link.setAttribute("aria-label", answer ? `${answer}: ${step}` : step);
      return [" ", link];
    });
    return links.length ? [make("p", {}, say(page, label), ...links)] : [];
  }

  clear() {
    const chosen = this.picture.querySelector(".fp-flowchart__box--chosen");
    const held = this.panel.contains(document.activeElement);
    for (const arrow of this.arrows) arrow.classList.remove("fp-flowchart__arrow--near");
    chosen?.classList.remove("fp-flowchart__box--chosen");
    this.picture.classList.remove("fp-flowchart__picture--choosing");
    this.panel.hidden = true;
    if (held) chosen?.querySelector("a")?.focus();
  }

  /**
   * A node, and all that can be come to from it by arrows in one direction.
   * @param {string} node @param {string} from @param {string} to
   */
  reach(node, from, to) {
    const found = new Set([node]);
    // A set gives what is put into it while it is gone through, too.
    for (const one of found) {
      for (const arrow of this.arrows) {
        if (data(arrow, from) === one) found.add(data(arrow, to));
      }
    }
    return found;
  }

  /** @param {number} size */
  resize(size) {
    const { region } = this;
    const middle = (region.scrollLeft + region.clientWidth / 2) / region.scrollWidth;
    this.size = Math.min(LARGEST, Math.max(SMALLEST, size));
    this.picture.setAttribute("width", `${this.width * this.size}em`);
    this.picture.setAttribute("height", `${this.height * this.size}em`);
    region.scrollLeft = middle * region.scrollWidth - region.clientWidth / 2;
    const { activeElement } = document;
    if (activeElement !== region && region.contains(activeElement)) activeElement?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  fit() {
    const { width, height } = this.picture.getBoundingClientRect();
    const across = (this.size * this.region.clientWidth) / width;
    const down = document.fullscreenElement === this.live ? (this.size * this.region.clientHeight) / height : across;
    this.resize(Math.min(across, down, 1));
  }

  toggleFull() {
    if (document.fullscreenElement) void document.exitFullscreen();
    // A browser may refuse; the chart then stays where it is.
    else this.live.requestFullscreen().catch(() => {});
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Where + stands on the key of =, nobody has to hold two keys.
    const act = keys.get(event.key === "=" ? "+" : event.key);
    if (!act) return;
    halt(event);
    act(this);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const node = data(link?.closest("[data-node]"), "node");
    if (event.ctrlKey || event.metaKey || event.shiftKey || !this.page.sections.has(node)) return;
    halt(event);
    this.choose(node);
  }

  /** @param {PointerEvent} press */
  drag(press) {
    if (press.pointerType !== "mouse" || press.button) return;
    const { region } = this;
    const { scrollLeft, scrollTop } = region;
    const over = new AbortController();
    let moved = false;
    /** @param {PointerEvent} event */
    const move = (event) => {
      const [x, y] = [event.clientX - press.clientX, event.clientY - press.clientY];
      moved ||= Math.hypot(x, y) > STILL;
      if (moved) region.scrollTo(scrollLeft - x, scrollTop - y);
    };
    const end = () => {
      over.abort();
      // The click that follows a drag means nothing.
      if (moved) addEventListener("click", halt, { capture: true, signal: AbortSignal.timeout(0) });
    };
    addEventListener("pointermove", move, over);
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, end, over);
  }

  /**
   * Brings the step where a walk stands into view within the region, or the first box while nobody has scrolled; the page
   * stays where it is.
   */
  follow() {
    const current = this.marked.find((link) => link.getAttribute("aria-current") === "step");
    const box = current ?? (this.region.scrollLeft ? null : this.picture.querySelector("[data-node]"));
    if (!box) return;
    const [inner, outer] = [box.getBoundingClientRect(), this.region.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right) {
      this.region.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
    }
    // Only on the full screen is the region lower than the picture.
    if (inner.bottom > outer.bottom) this.region.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
  }
}

/** @type {ReadonlyMap<string, (chart: Chart) => void>} */
const keys = new Map([
  ["+", (/** @type {Chart} */ chart) => chart.resize(chart.size * STEP)],
  ["-", (/** @type {Chart} */ chart) => chart.resize(chart.size / STEP)],
  ["0", (/** @type {Chart} */ chart) => chart.fit()],
  ["f", (/** @type {Chart} */ chart) => chart.toggleFull()],
]);

/** @param {Element} arrow */
function arrowKey(arrow) {
  return key(data(arrow, "from"), data(arrow, "option"), data(arrow, "to"));
}

/** @param {string} from @param {string} by @param {string} to */
function key(from, by, to) {
  return `${from} ${by} ${to}`;
}
