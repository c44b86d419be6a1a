// The drawer beside a list, and pages that keep themselves up to date. Every page works without this file.
(() => {
  "use strict";

  // ---- the drawer: a row opens beside its list where there is room; on a phone it opens as a page ----
  const work = document.querySelector("[data-drawer]");
  const wide = window.matchMedia("(min-width: 1100px)");
  const drawer = () => work?.querySelector(".drawer") ?? null;
  const rows = () => [...(work?.querySelectorAll("[data-list] tr[data-href]") ?? [])];
  let asked = null;

  /** The address of the list without the open case: where acts lead back to. */
  function list() {
    const url = new URL(window.location.href);
    url.searchParams.delete("case");
    return url.pathname + url.search;
  }

  function remember(id) {
    const url = new URL(window.location.href);
    id === null ? url.searchParams.delete("case") : url.searchParams.set("case", id);
    window.history.replaceState(null, "", url);
  }

  async function show(row) {
    const href = row.dataset.href;
    asked = href;
    rows().forEach((r) => (r === row ? r.setAttribute("aria-current", "true") : r.removeAttribute("aria-current")));
    let answer;
    try {
      answer = await fetch(`${href}/brief?back=${encodeURIComponent(list())}`, { redirect: "error" });
    } catch {
      answer = null;
    }

    if (asked !== href) {
      return;
    }

    if (!answer?.ok) {
      window.location.assign(href);
      return;
    }

    const read = document.createElement("template");
    read.innerHTML = await answer.text();
    drawer()?.remove();
    work.append(read.content);
    remember(href.split("/").pop());
  }

  function close() {
    asked = null;
    drawer()?.remove();
    rows().forEach((r) => r.removeAttribute("aria-current"));
    remember(null);
  }

  if (work) {
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-drawer-close]")) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const open = rows().find((r) => r.hasAttribute("aria-current"));
        close();
        open?.querySelector("a")?.focus();
        return;
      }

      const row = event.target.closest("[data-list] tr[data-href]");
      if (!row || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || event.target.closest("button, input, label, select, a:not(.no)") || window.getSelection().toString() !== "") {
        return;
      }

      event.preventDefault();
      event.stopImmediatePropagation();
      void show(row);
    }, true);

    // Walking through the list takes an open drawer along; a key held down asks once, at its end.
    let waiting;
    document.addEventListener("dizhu-row", (event) => {
      if (drawer() && wide.matches) {
        clearTimeout(waiting);
        waiting = setTimeout(() => void show(event.target), 120);
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer() && !event.target.closest("input, textarea, select")) {
        close();
      }
    });

    // The main act names the unit that is chosen.
    document.addEventListener("change", (event) => {
      const chosen = event.target.closest(".drawer .units input[type=radio]");
      const main = chosen && drawer().querySelector(`button[form="${chosen.form?.id}"] b`);
      if (main) {
        main.textContent = main.textContent.replace(/(给).*/u, `$1${chosen.closest(".unit").querySelector("label").textContent.trim()}`);
      }
    });
  }

  // ---- live: events carry ids only; the page is read again and the parts marked data-live take its new content ----
  const alive = document.getElementById("alive");
  if (!alive?.dataset.events || !("EventSource" in window)) {
    return;
  }

  const say = (text, broken) => {
    alive.textContent = text;
    alive.classList.toggle("broken", broken);
  };
  const now = () => new Date().toLocaleTimeString("zh-CN", { hour12: false });

  // Where the page itself says of when its figures are, the line is said to be up and no more.
  const up = () => ("plain" in alive.dataset ? alive.dataset.on : `${alive.dataset.on} ${now()}`);
  let due = 0;
  let reading = false;

  /** Whether there was a stream before, here or on another page: then something may have been missed since. */
  let was = false;

  /** Reads the page again, at most once in three seconds. */
  function refresh() {
    if (due === 0) {
      due = setTimeout(() => {
        due = 0;
        void read();
      }, reading ? 3000 : 600);
    }
  }

  async function read() {
    const parts = [...document.querySelectorAll("[data-live][id]")];
    if (document.hidden || parts.length === 0) {
      return;
    }

    // The answer under way may be older than what has been heard since.
    if (reading) {
      refresh();
      return;
    }

    reading = true;
    try {
      const answer = await fetch(window.location.href, { redirect: "error" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        parts.forEach((part) => take(part, page.getElementById(part.id)));
        document.dispatchEvent(new Event("dizhu-renewed"));
      }
    } catch {
      // The stream says when the connection is broken; the next event reads again.
    } finally {
      setTimeout(() => { reading = false; }, 2400);
    }
  }

  /** Puts new content into a part; what is ticked, the row walked to and the place scrolled to stay. */
  function take(part, fresh) {
    if (!fresh || part.innerHTML === fresh.innerHTML || part.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), select, textarea")) {
      return;
    }

    const ticked = new Set([...part.querySelectorAll("input:checked")].map((i) => i.value));
    const at = part.querySelector("tr.at")?.dataset.href;
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const top = part.querySelector(".rows")?.scrollTop ?? 0;
    part.innerHTML = fresh.innerHTML;
    part.querySelectorAll("input[type=checkbox]").forEach((i) => { i.checked = ticked.has(i.value); });
    [...part.querySelectorAll("tr[data-href]")].find((r) => r.dataset.href === at)?.classList.add("at");
    const box = part.querySelector(".rows");
    if (box) {
      box.scrollTop = top;
    }

    if (focused) {
      [...part.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus({ preventScroll: true });
    }
  }

  /** The case in the drawer has changed: it is read again unless somebody is at work in it. */
  function changed(caseId) {
    const open = rows().find((r) => r.hasAttribute("aria-current"));
    if (open?.dataset.href.endsWith(caseId) && drawer() && !drawer().contains(document.activeElement)) {
      void show(open);
    }
  }

  const heard = (message) => {
    if (message.state === "open") {
      say(up(), false);
    } else if (message.state === "broken") {
      say(alive.dataset.off, true);
    } else if (message.caseId) {
      say(up(), false);
      refresh();
      changed(message.caseId);
    }
  };

  // One stream for all pages of a browser: whoever holds the lock listens and tells the others; a new page asks how it stands.
  const wire = new BroadcastChannel("dizhu-live");
  let leads = false;
  let standing = null;
  wire.onmessage = (event) => {
    if (event.data.state !== "who") {
      was = true;
      heard(event.data);
    } else if (leads && standing !== null) {
      wire.postMessage({ state: standing });
    }
  };
  const tell = (message) => {
    standing = message.state ?? standing;
    heard(message);
    wire.postMessage(message);
  };

  function listen() {
    leads = true;
    const stream = new EventSource(alive.dataset.events);
    let breaking;
    stream.onopen = () => {
      clearTimeout(breaking);
      breaking = undefined;
      tell({ state: "open" });
      if (was) {
        refresh();
      }

      was = true;
    };
    stream.onmessage = (event) => tell({ caseId: JSON.parse(event.data).caseId });

    // The server ends a stream now and then; only what lasts is worth a word. A closed one is opened anew.
    stream.onerror = () => {
      breaking ??= setTimeout(() => tell({ state: "broken" }), 4000);
      if (stream.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          clearTimeout(breaking);
          tell({ state: "broken" });
          listen();
        }, 5000);
      }
    };
  }

  wire.postMessage({ state: "who" });
  if (navigator.locks) {
    void navigator.locks.request("dizhu-live", () => {
      listen();
      return new Promise(() => {});
    });
  } else {
    listen();
  }

  // What becomes late does so without an act: a page that nobody touches reads itself again after some seconds.
  const pause = Number(document.body.dataset.renew ?? 0);
  if (pause > 0) {
    setInterval(refresh, pause * 1000);
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      refresh();
    }
  });
})();
