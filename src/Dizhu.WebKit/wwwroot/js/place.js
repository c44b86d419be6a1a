// The phone's own position into two fields, and printing. Every page works without this file: its buttons are hidden until it runs.
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  if (!("geolocation" in navigator)) {
    return;
  }

  for (const button of document.querySelectorAll("[data-locate]")) {
    const [lon, lat] = button.dataset.locate.split(" ").map((id) => document.getElementById(id));
    const said = button.parentElement.querySelector("[data-locate-said]");
    button.hidden = false;
    button.addEventListener("click", () => {
      said.textContent = button.dataset.locateBusy;
      navigator.geolocation.getCurrentPosition(
        (found) => {
          lon.value = found.coords.longitude.toFixed(6);
          lat.value = found.coords.latitude.toFixed(6);
          const datum = [...document.getElementsByName("Datum")].find((choice) => choice.value === button.dataset.locateDatum);
          if (datum) {
            datum.checked = true;
          }

          // Whoever shows the position, such as a map, is told as if it had been typed.
          lon.dispatchEvent(new Event("change", { bubbles: true }));
          said.textContent = `±${Math.round(found.coords.accuracy)} m`;
        },
        () => { said.textContent = button.dataset.locateFailed; },
        { enableHighAccuracy: true, timeout: 15000 });
    });
  }
})();
