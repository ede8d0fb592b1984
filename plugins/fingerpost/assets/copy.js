/* In an exported page: a copy goes on being read after its day, and nobody else can say so. */
(() => {
"use strict";
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
for (const notice of document.querySelectorAll("[data-due]")) {
  notice.classList.toggle("fp-copy__overdue--passed", (notice.getAttribute("data-due") ?? "") < today);
}
// Dark as the device has it: the style sheet knows darkness by the attribute of a host. A page of somebody else's has its own.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
if (document.body.classList.contains("fp-alone")) {
  dark.addEventListener("change", follow);
  follow();
}
})();
