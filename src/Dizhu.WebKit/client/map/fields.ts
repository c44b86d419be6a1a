// The link between the map and a form: a chosen point goes into the fields of longitude and latitude, a drawn geometry into a field as GeoJSON,
// and what is typed into the fields comes back onto the map. The fields work without the map.
import type { Map as Drawing } from "maplibre-gl";
import { markGrid } from "./layers";
import type { Sketch } from "./sketch";
import type { Found, Position, Say, Wish } from "./types";

/** From here on a press is a place: a pixel is less than two metres. */
const NEAR = 16;

const input = (id: string | null) => (id === null ? null : document.getElementById(id) as HTMLInputElement | null);

export class FieldLink {
    readonly #lon: HTMLInputElement | null;
    readonly #lat: HTMLInputElement | null;
    readonly #component: HTMLInputElement | null;
    readonly #said: HTMLElement;
    #ownComponent = "";

    constructor(
        private readonly map: Drawing, private readonly wish: Wish, private readonly say: Say, private readonly sketch: Sketch,
        private readonly hits: (at: Position) => Found[]) {
        const fields = wish.fields;
        [this.#lon, this.#lat, this.#component] = [input(fields.lon), input(fields.lat), input(fields.component)];
        this.#said = document.createElement("p");
        if (wish.draw === null) {
            return;
        }

        const geometry = input(fields.geometry);
        sketch.begin(wish.draw);
        sketch.onDrawn = (drawn) => {
            if (geometry) {
                geometry.value = drawn ? JSON.stringify(drawn) : "";
                geometry.dispatchEvent(new Event("change", { bubbles: true }));
            }

            this.#host.dispatchEvent(new CustomEvent("dizhu-map-change", { bubbles: true, detail: { geometry: drawn } }));
        };
        if (geometry && geometry.value !== "") {
            sketch.restore(wish.draw, JSON.parse(geometry.value) as GeoJSON.Geometry);
        }

        if (wish.draw === "point") {
            this.#said.className = "map-picked";
            this.#said.setAttribute("role", "status");
            this.#said.textContent = say("MapPick");
            this.#host.after(this.#said);
            [this.#lon, this.#lat].forEach((field) => field?.addEventListener("change", () => this.#read()));
            document.getElementsByName(fields.datum ?? "").forEach((choice) => choice.addEventListener("change", () => this.#read()));
            this.#read();
        }
    }

    /** Takes a pressed point into the form; false when the map is not there to choose a point. */
    take(at: Position): boolean {
        if (this.wish.draw !== "point" || this.sketch.mode !== "point") {
            return false;
        }

        // From far away a press is hundreds of metres wide: the map comes nearer, and a second press corrects the first.
        if (this.map.getZoom() < NEAR) {
            this.#write(at, undefined);
            this.#go(at);
            return true;
        }

        const found = this.hits(at);
        const part = this.#component ? found.find((f) => f.layer === "components" && f.geometry.type === "Point") : undefined;
        const position = part ? (part.geometry as GeoJSON.Point).coordinates as Position : at;
        this.#write(position, part);
        this.#show(position, part ?? null, found);
        return true;
    }

    get #host(): HTMLElement {
        return this.map.getContainer().parentElement!;
    }

    #write(position: Position, part: Found | undefined): void {
        for (const [field, degrees] of [[this.#lon, position[0]], [this.#lat, position[1]]] as const) {
            if (field) {
                field.value = degrees.toFixed(6);
            }
        }

        // The base data are in CGCS2000, so what was read off them is.
        const datum = [...document.getElementsByName(this.wish.fields.datum ?? "")].find((c) => (c as HTMLInputElement).value === "CGCS2000");
        if (datum) {
            (datum as HTMLInputElement).checked = true;
        }

        // A component chosen here goes when the point moves off it; one that was typed in stays.
        if (this.#component && (part || this.#component.value === this.#ownComponent)) {
            this.#ownComponent = part ? String(part.properties["id"]) : "";
            this.#component.value = this.#ownComponent;
        }
    }

    #show(position: Position, part: Found | null, found: readonly Found[]): void {
        const grid = found.find((f) => f.layer === "grids");
        const code = grid ? String(grid.properties["code"]) : "";
        this.sketch.mark(position);
        markGrid(this.map, code);
        this.#said.textContent = [
            part ? this.say("MapPickedPart", String(part.properties["className"] ?? ""), String(part.properties["id"])) : "",
            grid ? this.say("MapPickedGrid", code, String(grid.properties["communityName"] ?? "")) : this.say("MapPickedOutside"),
        ].filter((t) => t !== "").join(" ");
        this.#host.dispatchEvent(new CustomEvent("dizhu-map-change", {
            bubbles: true, detail: { geometry: { type: "Point", coordinates: position }, grid: code, component: part?.properties["id"] ?? null },
        }));
    }

    /** What the fields say, onto the map. Figures of the shifted datum lie hundreds of metres beside it and are not shown. */
    #read(): void {
        const chosen = [...document.getElementsByName(this.wish.fields.datum ?? "")].find((c) => (c as HTMLInputElement).checked) as HTMLInputElement | undefined;
        const [lon, lat] = [Number.parseFloat(this.#lon?.value ?? ""), Number.parseFloat(this.#lat?.value ?? "")];
        if (!Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lat) > 85 || chosen?.value === "GCJ02") {
            this.sketch.mark(null);
            return;
        }

        this.#go([lon, lat]);
    }

    /** Brings the map to a position; what lies there is told when it is drawn. */
    #go(at: Position): void {
        this.sketch.mark(at);
        this.map.jumpTo({ center: at, zoom: Math.max(this.map.getZoom(), NEAR) });
        void this.map.once("idle").then(() => this.#show(at, null, this.hits(at)));
    }
}
