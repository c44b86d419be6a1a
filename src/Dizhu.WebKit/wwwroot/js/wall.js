// The wall: its clock goes on between two readings, and it can fill the screen. The page works without this file.
(() => {
  "use strict";

  // ---- the clock: the server's, so that a wall with a wrong clock of its own shows the right time ----
  const face = document.getElementById("wall-clock");
  const written = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" });
  let since = performance.now();
  let told = face?.querySelector("time")?.dateTime ?? "";

  function tick() {
    const time = face?.querySelector("time");
    if (!time) {
      return;
    }

    if (time.dateTime !== told) {
      [told, since] = [time.dateTime, performance.now()];
    }

    const text = written.format(new Date(Date.parse(told) + performance.now() - since));
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }

  setInterval(tick, 1000);

  // ---- the whole screen ----
  const button = document.querySelector("[data-full-screen]");
  if (button && document.fullscreenEnabled) {
    button.hidden = false;
    button.addEventListener("click", () => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
    document.addEventListener("fullscreenchange", () => button.setAttribute("aria-pressed", String(document.fullscreenElement !== null)));
  }
})();
