// Around the map: the tools, the choice of layers, the legend, and the line that says what the data are.
import type { Map as Drawing } from "maplibre-gl";
import { button } from "./card";
import { around, setShown } from "./layers";
import type { Sketch } from "./sketch";
import { kindOf, LIGHTS, sign, type Token } from "./symbols";
import type { Catalogue, Layer, Major, Mode, Say, Wish } from "./types";

/** Signs of components are drawn from here on; before that the legend does not list them. */
const SIGNS_FROM = 16;

/** The buttons at the upper right: nearer, farther, the whole; on a map with tools also measuring and the choice of layers. */
export function toolbar(map: Drawing, wish: Wish, layers: readonly Layer[], say: Say, sketch: Sketch, legend: Legend): HTMLElement {
    const bar = document.createElement("div");
    bar.className = "map-tools";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", say("MapTools"));
    bar.append(
        named(button("+", "map-tool", () => map.zoomIn()), say("MapNearer")),
        named(button("−", "map-tool", () => map.zoomOut()), say("MapFarther")));
    const extent = layers.find((l) => l.extent)?.extent;
    if (extent && wish.tools) {
        bar.append(button(say("MapWhole"), "map-tool", () => map.fitBounds([...extent] as [number, number, number, number], { padding: around(wish) })));
    }

    if (wish.tools) {
        bar.append(measure("distance", "MapDistance"), measure("area", "MapArea"), chooser(map, wish, layers, say, legend));
    }

    return bar;

    function measure(mode: Mode, word: string): HTMLElement {
        const made = button(say(word), "map-tool", () => sketch.begin(sketch.mode === mode ? "look" : mode));
        made.setAttribute("aria-pressed", "false");
        bar.addEventListener("map-mode", () => made.setAttribute("aria-pressed", String(sketch.mode === mode)));
        sketch.onMode = () => bar.dispatchEvent(new Event("map-mode"));
        return made;
    }
}

function named(made: HTMLButtonElement, name: string): HTMLButtonElement {
    made.setAttribute("aria-label", name);
    made.title = name;
    return made;
}

/** The choice of layers: what this reader may see, each to be switched off and on. */
function chooser(map: Drawing, wish: Wish, layers: readonly Layer[], say: Say, legend: Legend): HTMLElement {
    const box = document.createElement("details");
    box.className = "map-layers";
    const title = document.createElement("summary");
    title.className = "map-tool";
    title.textContent = say("MapLayers");
    const list = document.createElement("ul");
    for (const layer of layers) {
        const [item, label, tick] = [document.createElement("li"), document.createElement("label"), document.createElement("input")];
        tick.type = "checkbox";
        tick.checked = !wish.hidden.includes(layer.id);
        tick.value = layer.id;
        tick.addEventListener("change", () => {
            setShown(map, layer.id, tick.checked);
            legend.update();
        });
        label.append(tick, layer.title);
        item.append(label);
        list.append(item);
    }

    box.append(title, list);
    return box;
}

/** What the signs on the map mean; it lists what is drawn at this zoom and no more. */
export class Legend {
    readonly #box = document.createElement("details");
    readonly #rows = document.createElement("div");

    constructor(
        private readonly host: HTMLElement, private readonly map: Drawing, private readonly layers: readonly Layer[],
        private readonly majors: readonly Major[], private readonly say: Say, private readonly token: Token) {
        this.#box.className = "map-legend";
        const title = document.createElement("summary");
        title.textContent = say("MapLegend");
        this.#box.append(title, this.#rows);

        // On a phone the legend opens when it is asked for; on a desk it always stands.
        this.#box.open = matchMedia("(min-width: 720px)").matches;
    }

    show(): void {
        this.host.append(this.#box);
        this.map.on("zoomend", () => this.update());
        this.update();
    }

    update(): void {
        const rows: HTMLElement[] = [];
        if (this.#drawn("cases-sign")) {
            rows.push(this.#row(LIGHTS.map((l) => [`case-${l}`, this.say(`MapLight${l[0]!.toUpperCase()}${l.slice(1)}`)])));
        }

        if (this.#drawn("components-sign") && this.map.getZoom() >= SIGNS_FROM) {
            // Where editions name a major class differently the first one, whose codes the city uses, names it.
            rows.push(this.#row([...new Map([...this.majors].reverse().map((m) => [`part-${kindOf(m)}`, m.name]))].reverse()));
        }

        this.#rows.replaceChildren(...rows);
        this.#box.hidden = rows.length === 0;
    }

    #drawn(layer: string): boolean {
        return this.layers.length > 0 && this.map.getLayer(layer) !== undefined && this.map.getLayoutProperty(layer, "visibility") !== "none";
    }

    #row(entries: readonly (readonly [string, string])[]): HTMLElement {
        const row = document.createElement("p");
        for (const [name, text] of entries) {
            const entry = document.createElement("span");
            entry.append(sign(name, this.token), text);
            row.append(entry);
        }

        return row;
    }
}

/** What the data are: their version, and that they are made up where they are. */
export function about(catalogue: Catalogue, say: Say): HTMLElement {
    const line = document.createElement("p");
    line.className = "map-about";
    line.textContent = [catalogue.isSynthetic ? say("MapSynthetic") : "", say("MapBase", catalogue.baseVersion)].filter((t) => t !== "").join(" · ");
    return line;
}
