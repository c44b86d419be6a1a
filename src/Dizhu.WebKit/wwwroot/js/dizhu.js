// Keys, whole rows, and a guard against sending twice. Every page works without this file.
(() => {
  "use strict";

  const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

  // ---- what only pages without htmx need ----
  if (window.htmx) {
    document.querySelectorAll("[data-without-htmx]").forEach((element) => { element.hidden = true; });
  }

  // ---- whole rows: a click beside the link opens it too ----
  const linkOf = (row) => row.dataset.href;

  document.addEventListener("click", (event) => {
    const shut = event.target.closest("[data-shut]");
    if (shut) {
      event.preventDefault();
      return;
    }

    const row = event.target.closest("tr[data-href]");
    if (!row || event.defaultPrevented || event.target.closest("a, button, input, label, select")) {
      return;
    }

    if (window.getSelection().toString() === "") {
      open(linkOf(row), event.ctrlKey || event.metaKey);
    }
  });

  function open(href, inNewTab) {
    if (inNewTab) {
      window.open(href, "_blank", "noopener");
    } else {
      window.location.assign(href);
    }
  }

  // ---- j and k walk through the list, Enter opens, x ticks ----
  const rows = () => [...document.querySelectorAll("[data-list] tr[data-href]")];

  function here() {
    const all = rows();
    const at = all.findIndex((row) => row.classList.contains("at"));
    return { all, at: at >= 0 ? at : all.findIndex((row) => row.hasAttribute("aria-current")) };
  }

  function walk(by) {
    const { all, at } = here();
    if (all.length === 0) {
      return;
    }

    const to = Math.min(Math.max(at + by, 0), all.length - 1);
    all.forEach((row, i) => row.classList.toggle("at", i === to));
    all[to].scrollIntoView({ block: "nearest" });
    (all[to].querySelector("a") ?? all[to]).focus({ preventScroll: true });
    all[to].dispatchEvent(new CustomEvent("dizhu-row", { bubbles: true }));
  }

  function openHere() {
    const { all, at } = here();
    if (at < 0) {
      return false;
    }

    open(linkOf(all[at]), false);
    return true;
  }

  function tickHere() {
    const { all, at } = here();
    all[at]?.querySelector("input[type=checkbox]")?.click();
  }

  // ---- keys that stand on the page itself: / search, a main act, ? help ----
  function press(key) {
    const target = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key && e.offsetParent !== null);
    if (!target) {
      return false;
    }

    if (target.matches("input")) {
      target.focus();
      target.select();
    } else {
      target.click();
    }

    return true;
  }

  const walks = { j: () => walk(1), k: () => walk(-1), x: tickHere };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form");
      if (form) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("button.main") ?? undefined);
      }

      return;
    }

    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    if (typing(event.target)) {
      if (event.key === "Escape") {
        event.target.blur();
      }

      return;
    }

    if (event.key in walks) {
      walks[event.key]();
    } else if (event.key === "Enter" && event.target === document.body) {
      if (openHere()) {
        event.preventDefault();
      }
    } else if (press(event.key)) {
      event.preventDefault();
    }
  });

  // ---- one press, one act; data-again on a form says that it may be sent often (an export) ----
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || "again" in form.dataset) {
      return;
    }

    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }

    form.dataset.sent = "";
  });

  const release = (form) => delete form.dataset.sent;
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) {
      release(form);
    }
  });

  // ---- drafts: what is typed stays in this window until it was taken, also when the log-in ran out or the line broke ----
  // The id made with the form is kept along, so that a report sent again after a broken line is the same report. A draft is its writer's: whoever
  // logs in next at the same desk does not see it, and logging out throws it away.
  const writer = document.querySelector(".who summary")?.textContent.trim() ?? "";
  const draftOf = (form) => `draft:${writer}:${form.dataset.draft}`;
  const drafted = (form) => [...form.elements].filter((e) => e.name && e.name !== "__RequestVerificationToken" && e.matches("input, textarea, select") && !["file", "password", "submit", "button"].includes(e.type));
  const store = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null;
    }
  })();

  const forget = (which) => Object.keys(store ?? {}).filter((k) => k.startsWith("draft:") && which(k)).forEach((k) => store.removeItem(k));
  if (document.querySelector(".toast")) {
    forget((k) => JSON.parse(store[k]).sent);
  }

  document.querySelector("form[data-log-out]")?.addEventListener("submit", () => forget(() => true));

  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const key = draftOf(form);
    const keep = (sent) => store?.setItem(key, JSON.stringify({
      sent, fields: drafted(form).map((e) => [e.name, e.value, e.matches("[type=checkbox], [type=radio]") ? e.checked : null]),
    }));
    const kept = store?.getItem(key);
    if (kept) {
      const { fields } = JSON.parse(kept);
      for (const [name, value, checked] of fields) {
        const element = drafted(form).find((e) => e.name === name && (checked === null || e.value === value));
        if (element && checked !== null) {
          element.checked = checked;
        } else if (element && (element.value === "" || name === "Id")) {
          element.value = value;
        }
      }
    }

    form.addEventListener("change", () => keep(false));
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => keep(true));
  });

  // ---- phrases: a press puts one at the end of what is written ----
  document.querySelectorAll("[data-phrases]").forEach((box) => {
    const field = document.getElementById(box.dataset.phrases);
    box.hidden = field === null;
    box.addEventListener("click", (event) => {
      const phrase = event.target.closest("button")?.textContent.trim();
      if (phrase) {
        field.value += (field.value === "" || /[。；，！？\s]$/u.test(field.value) ? "" : "，") + phrase;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      }
    });
  });

  // ---- after a refused form: the summary first ----
  document.querySelector("[data-errors]")?.focus();
})();
