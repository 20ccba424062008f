/* The desk's own script: shortcuts, focus, dropped files. Every page works without it. */
"use strict";
(() => {
  const all = (found) => [...document.querySelectorAll(found)];
  const typing = (at) => at.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  const focus = (at) => at && (at.matches("a, button, input, summary") || (at.tabIndex = -1), at.focus(), at.scrollIntoView({ block: "nearest" }));
  const rows = () => all("main [data-rows] [data-open], main .queue .do > a, main table.wide tbody tr > :is(th, td):first-of-type a, main table.wide tbody th a");
  let going = false;

  const step = (by) => {
    const links = [...new Set(rows())];
    if (!links.length) return all(`main a[rel=${by > 0 ? "next" : "prev"}]`)[0]?.click();
    const here = document.activeElement.closest("tr, li");
    const at = links.findIndex((link) => link === document.activeElement || (here && here.contains(link)));
    focus(links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + by))]);
  };

  const list = async () => {
    if (document.querySelector("dialog[open]")) return;
    const link = document.querySelector("a[data-keys]");
    const answer = await fetch(link.href);
    if (!answer.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = document.activeElement;
    const dialog = document.createElement("dialog");
    dialog.append(...page.querySelectorAll("#keys"));
    dialog.addEventListener("close", () => (dialog.remove(), before.focus()));
    document.body.append(dialog);
    dialog.showModal();
  };

  const acts = {
    "/": () => focus(document.querySelector("#search") ?? document.querySelector("main [type=search]")),
    "?": list,
    j: () => step(1),
    k: () => step(-1),
    g: () => (going = true),
  };

  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.shortcuts !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const went = going && all("nav a[data-go]").find((link) => link.dataset.go === key);
    going = false;
    if (went) return went.click();
    const passage = /^[1-9]$/.test(key) && all(`[data-passage~="${key}"]`)[0];
    if (passage) focus(passage);
    else if (Object.hasOwn(acts, key)) acts[key]();
    else return;
    event.preventDefault();
  });

  document.addEventListener("htmx:after:swap", () => focus(all(".problems, .status:has(p)")[0]));

  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.target.closest?.(".drop");
      const files = event.dataTransfer?.files;
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      const field = zone.querySelector("input[type=file]");
      if (kind !== "drop" || !files?.length || !field) return;
      field.files = files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
})();
