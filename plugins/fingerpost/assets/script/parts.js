/* Small parts of a page. Words only ever become text. */

/**
 * @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} content
 * @returns {HTMLElement}
 */
export function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/**
 * A sentence of the catalogue with its holes filled, each by words or parts.
 * @param {string} template @param {Record<string, string | readonly (Node | string)[]>} holes
 * @returns {(Node | string)[]}
 */
export function fill(template, holes) {
  return template.split(/\{(\w+)\}/).flatMap((part, at) => (at % 2 ? holes[part] : part));
}

/**
 * @param {string} words @param {string} kind @param {() => void} press
 */
export function button(words, kind, press) {
  const made = make("button", { type: "button", class: kind }, words);
  made.addEventListener("click", press);
  return made;
}

/**
 * Copies of what stands in an element, without its links and ids, to stand in a link or a list.
 * @param {Element | null} [element]
 */
export function copied(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  for (const part of copy?.querySelectorAll(".headerlink, .fp-number") ?? []) part.remove();
  for (const part of copy?.querySelectorAll("a, [id]") ?? []) part.replaceWith(...part.childNodes);
  return copy ? [...copy.childNodes] : [];
}

/**
 * What an attribute of ours says.
 * @param {Element | null | undefined} element @param {string} name
 */
export function data(element, name) {
  return element?.getAttribute(`data-${name}`) ?? "";
}

/**
 * Keeps an event from the browser, and from hosts that follow links by themselves.
 * @param {Event} event
 */
export function halt(event) {
  event.preventDefault();
  event.stopPropagation();
}
