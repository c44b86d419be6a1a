// Grids chosen for a form by pressing on them: a press ticks the box with the code of the grid, ticked grids are outlined.
import type { Map as Drawing } from "maplibre-gl";
import { idOf, markGrid } from "./layers";
import type { Found } from "./types";

export class Picks {
    readonly #boxes: readonly HTMLInputElement[];

    constructor(private readonly map: Drawing, name: string, private readonly first: string) {
        this.#boxes = [...document.getElementsByName(name)] as HTMLInputElement[];
        this.#boxes.forEach((box) => box.addEventListener("change", () => this.#show()));
        this.#show();
    }

    /** Ticks or clears the box of the pressed grid; grids without a box cannot be chosen. */
    take(found: readonly Found[]): void {
        const grid = found.find((f) => f.layer === "grids");
        const box = grid ? this.#boxes.find((b) => b.value === idOf(grid)) : undefined;
        if (box) {
            box.checked = !box.checked;
            box.dispatchEvent(new Event("change", { bubbles: true }));
        }
    }

    #show(): void {
        markGrid(this.map, this.first, ...this.#boxes.filter((b) => b.checked).map((b) => b.value));
    }
}
