/* The element <decision-tree>: what the page already shows, one step at a time, as the address says. */

import { decoded, read } from "./address.js";
import { Chart } from "./chart.js";
import { addressOf, answers, asText, cameFrom, choices, notices, numberOf, say, stages, titleOf, upgrade, waysOut } from "./panel.js";
import { button, data, halt, make } from "./parts.js";
import { placeChooser } from "./places.js";
import { nameOf, readTree } from "./reading.js";
import { begin, here, start } from "./walk.js";

/**
 * @typedef {import("./address.js").Reading} Reading
 * @typedef {import("./panel.js").Page} Page
 */

const HERE = "fp-step--here";
const WALK = "fp--walk";
const READ = "fp-foot--read";

// Of this document alone, and kept nowhere: which addresses came one after the other, so that Back does not go forward.
/** @type {string[]} */
const trail = [];
/** What the host calls the page; what we call it; and the tree whose step that names. */
let title = "";
let called = "";
/** @type {DecisionTree | null} */
let caller = null;
let keysOn = true;

export class DecisionTree extends HTMLElement {
  /** @type {Page | undefined} */
  #page;
  /** @type {Chart[]} */
  #charts = [];
  /** @type {Reading | null} */
  #at = null;
  /** @type {Reading | null} what was walked last, also while the text is read */
  #last = null;
  #shown = "";
  /** @type {Element | undefined} the step that is shown */
  #section;
  /** @type {HTMLElement[]} the links to what is read beside the step, the last one last */
  #aside = [];
  /** @type {Element[]} what was put into the steps, and goes with the next one */
  #added = [];
  #listening = new AbortController();
  // Some hosts put a page in anew, and its own title after it.
  #titles = new MutationObserver(() => caller === this && this.#call(this.#named));
  #named = "";
  /** @type {HTMLElement | null} */
  #place = null;
  #top = make("div", { class: "fp-walk fp-walk--top" });
  #after = make("div", { class: "fp-walk fp-walk--after" });
  #bar = make("nav", { class: "fp-exits fp-walk__exits" });
  #told = make("ol", { class: "fp-walk__told" });
  #sum = make("summary", {});
  #answers = /** @type {HTMLDetailsElement} */ (make("details", { class: "fp-walk__answers" }, this.#sum, this.#told));
  #status = make("p", { class: "fp-walk__status", role: "status" });
  #extra = make("div", { class: "fp-walk__extra" });

  connectedCallback() {
    // Where the text is missing, there is nothing to walk through.
    // Nor through a page of all pages that is there to be printed, where a tree may stand twice.
    if (!this.querySelector(".fp-step") || this.closest("#print-site-page")) return;
    this.#page ??= this.#read();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const look = () => location.hash !== this.#shown && this.#show();
    addEventListener("hashchange", look, { signal });
    // Back from what a step names to where it is named.
    addEventListener("popstate", () => location.hash === this.#shown && this.#aside.pop()?.focus(), { signal });
    // Some hosts follow links by themselves, and of that there is no event.
    addEventListener("click", () => setTimeout(look), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#titles.observe(document.head, { childList: true, subtree: true });
    this.#show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#titles.disconnect();
    this.#call(null);
  }

  /** @returns {Page} */
  #read() {
    const sections = this.#parts(".fp-step", nameOf);
    const words = new Map(Object.entries(JSON.parse(data(this, "words") || "{}")));
    const exits = this.#parts("[data-exit]", (row) => `${data(row, "of")}/${data(row, "exit")}`);
    const stages = this.#parts("[data-stage]", (part) => data(part, "stage"));
    const page = { root: this, tree: readTree(this), words, sections, exits, stages };
    const first = this.querySelector(".fp-ways--start a");
    first?.setAttribute("href", addressOf(page, start(page.tree)));
    this.#place = placeChooser(page);
    this.#after.append(this.#answers, this.#extra);
    this.#answers.addEventListener("toggle", () => this.#at && this.#list(page, this.#at));
    for (const region of this.querySelectorAll(".fp-flowchart__region")) {
      this.#charts.push(new Chart(page, region));
    }
    return page;
  }

  /**
   * Parts of the page by name, the first one where several have the same.
   * @param {string} which @param {(part: Element) => string} name
   */
  #parts(which, name) {
    /** @type {Map<string, Element>} */
    const found = new Map();
    for (const part of this.querySelectorAll(which)) {
      if (!found.has(name(part))) found.set(name(part), part);
    }
    return found;
  }

  #show() {
    const page = this.#page;
    if (!page) return;
    const at = read(page.tree, location.hash);
    const target = at ? null : document.getElementById(decoded(location.hash.slice(1)));
    // What lies around the steps, such as a host's way past its menu, is no reason to end a walk.
    if (this.#at && target && !target.closest("decision-tree")) return history.replaceState(history.state, "", this.#shown);
    this.#shown = location.hash;
    this.#section?.classList.remove(HERE);
    const heading = this.#section?.querySelector(".fp-step__heading");
    for (const name of ["aria-level", "aria-describedby"]) heading?.removeAttribute(name);
    for (const part of this.querySelectorAll(`.${READ}`)) part.classList.remove(READ);
    this.#aside = [];
    for (const part of this.#added.splice(0)) part.remove();
    this.classList.toggle(WALK, !!at);
    for (const chart of this.#charts) chart.show(at ? at.walk : null);
    if (at) this.#walk(page, at);
    else this.#rest(page, target);
    this.#at = at;
    // When all that changes where things are is done, and not before a reader sees the step.
    requestAnimationFrame(() => this.#charts.forEach((chart) => chart.follow()));
  }

  /**
   * The whole text, and a way into the walk from the step that the address names.
   * @param {Page} page @param {HTMLElement | null} target
   */
  #rest(page, target) {
    for (const part of [this.#top, this.#after, this.#bar]) part.remove();
    this.#call(null);
    const last = this.#last;
    upgrade(page, last?.walk ?? start(page.tree));
    // It was out of sight when the browser went there.
    if (this.#at && target) goTo(target);
    const first = this.querySelector(".fp-ways--start");
    const local = this.querySelector(".fp-header > .fp-local");
    if (this.#place && local) local.before(this.#place);
    else if (this.#place) first?.after(this.#place);
    if (target && this.contains(target)) this.#offer(page, target);
    const resume = this.querySelector(".fp-resume") ?? make("p", { class: "fp-resume" });
    if (last) {
      resume.replaceChildren(make("a", { href: addressOf(page, last.walk, last.kept) }, say(page, "resume")));
      first?.after(resume);
    }
  }

  /** @param {Page} page @param {Element} target */
  #offer(page, target) {
    const section = target.closest("[data-kind], [data-stage]");
    const step = section?.matches("[data-stage]") ? section.querySelector("[data-kind]") : section;
    if (!step || !target.matches(".fp-step__heading, .fp-stage__heading")) return;
    const last = this.#last;
    const goesOn = last && here(last.walk) === nameOf(step);
    const address = goesOn ? addressOf(page, last.walk, last.kept) : addressOf(page, begin(page.tree, nameOf(step)));
    const link = make("a", { href: address }, say(page, goesOn ? "resume" : "start_here"));
    this.#add(step.querySelector(".fp-step__kind"), make("span", { class: "fp-begin" }, link));
  }

  /** @param {Page} page @param {Reading} at */
  #walk(page, at) {
    const name = here(at.walk);
    const section = page.sections.get(name);
    const heading = /** @type {HTMLElement | null | undefined} */ (section?.querySelector(".fp-step__heading"));
    const kind = section?.querySelector(".fp-step__kind");
    if (!section || !heading || !kind) return;
    section.classList.add(HERE);
    // The headings between it and that of the page are out of sight.
    heading.setAttribute("aria-level", "2");
    this.#section = section;
    this.#add(kind.firstElementChild, make("span", { class: "fp-walk__number" }, ` ${numberOf(page, name)}`));
    // An outcome that returns is no end in the text, but is one where a way out has given up the return.
    const soon = at.walk.ended && section.querySelector(".fp-urgency[hidden]")?.cloneNode(true);
    if (soon instanceof HTMLElement) {
      soon.hidden = false;
      this.#add(kind, soon);
    }
    const told = make("div", { class: "fp-walk__notices", id: `${page.tree.id}.notices_` }, ...notices(page, at, this.#at));
    if (told.firstChild) this.#add(section, told, kind.nextSibling);
    kind.id ||= `${heading.id}_`;
    // Who hears the heading, to which the focus goes, hears these with it.
    heading.setAttribute("aria-describedby", `${kind.id} ${told.id}`);
    this.#step(page, at, section);
    this.#around(page, at);
    this.#last = at;
    remember();
    this.#call(`${kind.firstElementChild?.textContent}: ${titleOf(page, name)}`);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }

  /** @param {Page} page @param {Reading} at @param {Element} section */
  #step(page, at, section) {
    const back = at.walk.before ? addressOf(page, at.walk.before, at.kept) : cameFrom(at.walk);
    const all = make("a", { class: "fp-walk__all", href: `#${page.tree.id}.${here(at.walk).replaceAll("/", ".")}` }, say(page, "all"));
    const tools = make("p", { class: "fp-walk__tools" }, all);
    if (back) tools.prepend(make("a", { class: "fp-walk__back", href: back }, say(page, "back")));
    this.#top.replaceChildren(tools, ...stages(page, section));
    const offered = choices(page, at);
    const before = section.querySelector(":scope > .fp-ways, :scope > .fp-basis");
    if (offered) this.#add(section, offered, before);
  }

  /** @param {Element | null} to @param {Element} part @param {ChildNode | null} [before] */
  #add(to, part, before = null) {
    to?.insertBefore(part, before);
    this.#added.push(part);
  }

  /** @param {Page} page @param {Reading} at */
  #around(page, at) {
    this.#sum.textContent = `${say(page, "so_far")} (${at.walk.entries.length})`;
    this.#answers.hidden = !at.walk.entries.length && !cameFrom(at.walk);
    this.#answers.toggleAttribute("open", this.#answers.open || at.walk.ended);
    this.#list(page, at);
    this.#status.textContent = "";
    const again = make("a", { class: "fp-button", href: addressOf(page, start(page.tree)) }, say(page, "again"));
    const ended = at.walk.ended
      ? [button(say(page, "copy"), "fp-button", () => this.#copy()), button(say(page, "print"), "fp-button", () => print())]
      : [];
    const tools = make("p", { class: "fp-walk__tools" }, ...ended, again);
    tools.append(this.#status);
    const keys = button(say(page, keysOn ? "keys_off" : "keys_on"), "fp-walk__keys", () => {
      keysOn = !keysOn;
      keys.textContent = say(page, keysOn ? "keys_off" : "keys_on");
    });
    const help = make("p", { class: "fp-walk__help fp-walk__help--keys" }, say(page, "keys"), " ", keys);
    const note = make("p", { class: "fp-walk__help", id: `${page.tree.id}.leave_` }, say(page, "leave_note"));
    this.#extra.replaceChildren(tools, note, help);
    // Beside the numbers that it is about, where a step has some; below them, if there is nothing to choose any more.
    const local = this.#section?.querySelector(".fp-local");
    const chosen = this.#place?.querySelector("select")?.value;
    if (this.#place && local) local[chosen ? "after" : "before"](this.#place);
    else if (this.#place) tools.after(this.#place);
    this.#exits(page, at);
    const steps = this.querySelector(".fp-steps");
    if (!this.#top.isConnected) steps?.before(this.#top);
    if (!this.#after.isConnected) steps?.after(this.#after);
  }

  /**
   * The answers, which nobody waits for while they are folded.
   * @param {Page} page @param {Reading} at
   */
  #list(page, at) {
    if (this.#answers.open) this.#told.replaceChildren(...answers(page, at));
  }

  /** @param {Page} page @param {Reading} at */
  #exits(page, at) {
    const away = button(say(page, "leave"), "fp-way fp-walk__leave", () => location.replace("about:blank"));
    away.setAttribute("aria-describedby", `${page.tree.id}.leave_`);
    const list = make("ul", { class: "fp-exits__list" }, ...waysOut(page, at), make("li", {}, away));
    this.#bar.setAttribute("aria-label", say(page, "exits"));
    this.#bar.replaceChildren(list);
    if (!this.#bar.isConnected) this.querySelector(".fp-steps")?.before(this.#bar);
  }

  #copy() {
    const page = this.#page;
    if (!page || !this.#at) return;
    const told = `${asText(page, this.#at.walk, title)}\n\n${location.href}`;
    const by_hand = () => {
      const label = say(page, "copy_yourself");
      const field = make("textarea", { class: "fp-walk__text", readonly: "", "aria-label": label }, told);
      this.#status.replaceChildren(label, field);
      /** @type {HTMLTextAreaElement} */ (field).select();
    };
    // Without a secure connection a browser has no clipboard for a page.
    if (!navigator.clipboard) return by_hand();
    navigator.clipboard.writeText(told).then(() => this.#status.replaceChildren(say(page, "copied")), by_hand);
  }

  /**
   * Names the step in the title of the page, or gives the page its own title back.
   * @param {string | null} step
   */
  #call(step) {
    if (step === null && caller !== this) return;
    if (document.title !== called) title = document.title;
    // Not by comparing titles: a browser keeps one with its blanks put in order, and never finds it equal.
    else if (step !== null && caller === this && step === this.#named) return;
    this.#named = step ?? "";
    document.title = step === null ? title : `${step} – ${title}`;
    called = document.title;
    caller = step === null ? null : this;
  }

  /** @param {string} href */
  #go(href) {
    if (trail[trail.length - 2] === href) history.go(-1 - this.#aside.length);
    else {
      location.hash = href;
      // At once, so that quick fingers answer the step that they see; the others on the page hear of it by the event.
      this.#show();
    }
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const href = onThisPage(link?.getAttribute("href") ?? "");
    // The second tap of two in haste is for the step that is gone.
    if (this.#at && event.detail > 1 && link?.matches(".fp-way")) event.preventDefault();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !href.startsWith("#")) return;
    const target = href.startsWith("#t=") ? null : document.getElementById(href.slice(1));
    // What a step names is read beside it; another step is read in the text.
    const stays = this.#at && target?.matches(`.${HERE} *, .fp-foot *`) && !target.matches(".fp-step__heading");
    if (target && !stays) return;
    halt(event);
    if (!target || !link) return this.#go(href);
    target.closest(".fp-foot")?.classList.add(READ);
    // So that Back comes back to the step, and takes no answer back.
    history.pushState(history.state, "", location.href);
    this.#aside.push(link);
    goTo(target);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = event.target instanceof Element ? event.target : null;
    const busy = at?.closest("input, select, textarea, [contenteditable], .fp-flowchart__region, .fp-foot, dialog");
    if (!keysOn || !this.#at || busy || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const pressed = /^[1-9]$/.test(event.key)
      ? this.querySelectorAll(".fp-walk__choice")[Number(event.key) - 1]
      : event.key === "Backspace" && this.querySelector(".fp-walk__back");
    if (!(pressed instanceof HTMLElement)) return;
    event.preventDefault();
    pressed.click();
  }
}

function remember() {
  if (trail[trail.length - 2] === location.hash) trail.pop();
  else if (trail[trail.length - 1] !== location.hash) trail.push(location.hash);
}

/** @param {HTMLElement} target */
function goTo(target) {
  target.tabIndex = -1;
  target.scrollIntoView();
  target.focus({ preventScroll: true });
}

/**
 * The fragment of an address on this page, which a host may have written out in full.
 * @param {string} href
 */
function onThisPage(href) {
  const page = location.href.split("#")[0];
  return href.startsWith(`${page}#`) ? href.slice(page.length) : href;
}
