// What a person draws on the map: a chosen point, a line or polygon for a form, a measured way or ground.
import type { GeoJSONSource, Map as Drawing } from "maplibre-gl";
import { button } from "./card";
import { area, areaText, distance, metresText } from "./measure";
import type { Drawn, Mode, Position, Say } from "./types";

const isGround = (mode: Mode) => mode === "polygon" || mode === "area";

export class Sketch {
    readonly #bar: HTMLElement;
    readonly #said: HTMLElement;
    #positions: Position[] = [];
    #signed: { at: Position; sign: string } | null = null;
    #mode: Mode = "look";

    /** Called with every change of what is drawn for a form; null when it was cleared. */
    onDrawn: ((geometry: GeoJSON.Geometry | null) => void) | null = null;

    /** Called when measuring begins or ends. */
    onMode: ((mode: Mode) => void) | null = null;

    constructor(host: HTMLElement, private readonly map: Drawing, private readonly say: Say) {
        this.#bar = document.createElement("div");
        this.#bar.className = "map-say";
        this.#bar.hidden = true;
        this.#said = document.createElement("p");
        this.#said.setAttribute("role", "status");
        this.#bar.append(this.#said, this.#button("MapUndo", () => this.undo()), this.#button("MapClear", () => this.clear()), this.#button("MapEnd", () => this.end()));
        host.append(this.#bar);
    }

    get mode(): Mode {
        return this.#mode;
    }

    /** Begins to measure or draw; "look" ends it and takes what was measured away. */
    begin(mode: Mode): void {
        this.#mode = mode;
        this.#positions = [];
        this.#bar.hidden = mode === "look" || mode === "point";
        this.#bar.querySelectorAll("button")[2]!.hidden = mode !== "distance" && mode !== "area";
        this.map.doubleClickZoom[mode === "look" || mode === "point" ? "enable" : "disable"]();
        this.onMode?.(mode);
        this.#draw();
    }

    add(at: Position): void {
        this.#positions.push(at);
        this.#changed();
    }

    undo(): void {
        this.#positions.pop();
        this.#changed();
    }

    clear(): void {
        if (this.#positions.length > 0) {
            this.#positions = [];
            this.#changed();
        }
    }

    end(): void {
        this.begin("look");
        this.map.getCanvas().focus();
    }

    /** Shows a geometry that a form already holds. */
    restore(kind: Drawn, geometry: GeoJSON.Geometry): void {
        this.begin(kind);
        this.#positions = geometry.type === "LineString" ? geometry.coordinates as Position[]
            : geometry.type === "Polygon" ? geometry.coordinates[0]!.slice(0, -1) as Position[] : [];
        this.#draw();
    }

    /** Puts a sign at a position; null takes it away. */
    mark(at: Position | null, sign = "pin-here"): void {
        this.#signed = at ? { at, sign } : null;
        this.#draw();
    }

    /** Says something in the bar. */
    tell(text: string): void {
        this.#said.textContent = text;
    }

    #changed(): void {
        this.#draw();
        if (this.#mode === "line" || this.#mode === "polygon") {
            this.onDrawn?.(this.#geometry());
        }
    }

    /** A line has two positions at least, a polygon three; before that there is nothing to hand over. */
    #geometry(): GeoJSON.Geometry | null {
        const all = this.#positions;
        if (isGround(this.#mode)) {
            return all.length < 3 ? null : { type: "Polygon", coordinates: [[...all, all[0]!]] };
        }

        return all.length < 2 ? null : { type: "LineString", coordinates: all };
    }

    #draw(): void {
        const geometry = this.#geometry() ?? (this.#positions.length > 1 ? { type: "LineString" as const, coordinates: this.#positions } : null);
        const point = (at: Position, properties: object): GeoJSON.Feature => ({ type: "Feature", geometry: { type: "Point", coordinates: at }, properties });
        (this.map.getSource("sketch") as GeoJSONSource).setData({
            type: "FeatureCollection",
            features: [
                ...(geometry ? [{ type: "Feature" as const, geometry, properties: {} }] : []),
                ...this.#positions.map((at) => point(at, {})),
                ...(this.#signed ? [point(this.#signed.at, { sign: this.#signed.sign })] : []),
            ],
        });
        this.tell(this.#words());
    }

    #words(): string {
        const [all, say] = [this.#positions, this.say];
        if (isGround(this.#mode)) {
            return all.length < 3
                ? say("MapPressGround")
                : say("MapGround", areaText(area(all), { metres: say("MapSquareMetres"), hectares: say("MapHectares"), kilometres: say("MapSquareKilometres") }),
                    this.#metres(distance([...all, all[0]!])));
        }

        return all.length < 2 ? say("MapPressWay") : say("MapWay", this.#metres(distance(all)));
    }

    #metres(metres: number): string {
        return metresText(metres, { metres: this.say("MapMetres"), kilometres: this.say("MapKilometres") });
    }

    #button(word: string, act: () => void): HTMLButtonElement {
        return button(this.say(word), "btn quiet", act);
    }
}
