// Duty grids as a list of the page says how they are staffed: quiet grounds, with the sign of the light; a press opens the entry of the list.
import type { ExpressionSpecification, Map as Drawing } from "maplibre-gl";
import { idOf } from "./layers";
import type { Token } from "./symbols";
import type { Found } from "./types";

const LAYER = "duty-grids";

export class Roster {
    readonly #entries: readonly HTMLElement[];

    constructor(map: Drawing, list: string, token: Token) {
        this.#entries = [...document.querySelectorAll<HTMLElement>(`#${CSS.escape(list)} [data-duty-grid]`)];
        if (this.#entries.length === 0 || map.getLayer(`${LAYER}-ground`) === undefined) {
            return;
        }

        const byState = (of: (light: string) => string, other: string): ExpressionSpecification =>
            ["match", ["get", "code"], ...this.#entries.flatMap((e) => [e.dataset["dutyGrid"]!, of(e.dataset["light"] ?? "")]), other] as unknown as ExpressionSpecification;
        map.setPaintProperty(`${LAYER}-ground`, "fill-color", byState((light) => token(`${light}-soft`), token("map-block")));
        map.setLayoutProperty(`${LAYER}-name`, "icon-image", byState((light) => `case-${light}`, "case-none"));
        const chosen = this.#entries.find((e) => e.hasAttribute("aria-current"))?.dataset["dutyGrid"] ?? "";
        map.setFilter(`${LAYER}-marked-line`, ["==", ["get", "code"], chosen]);
    }

    /** Opens the entry of the pressed grid; a grid without one opens nothing. */
    take(found: readonly Found[]): void {
        const grid = found.find((f) => f.layer === LAYER);
        const entry = grid ? this.#entries.find((e) => e.dataset["dutyGrid"] === idOf(grid)) : undefined;
        const link = entry?.querySelector("a");
        if (link) {
            location.assign(link.href);
        }
    }
}
