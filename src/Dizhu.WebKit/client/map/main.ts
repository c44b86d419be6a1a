// <dizhu-map>: the frame of the map. The map itself, ten times as large, is loaded when the frame comes into view.
import { readCatalogue, readMajors } from "./catalogue";
import type { Drawn, Found, Position, Say, Shown, Wish } from "./types";

/** Changes with the content of what is loaded later; set by the build. */
declare const BUILT: string;

const beside = (file: string) => new URL(`${file}?v=${BUILT}`, import.meta.url).href;

class DizhuMap extends HTMLElement {
    #shown: Shown | null = null;
    #watch: IntersectionObserver | null = null;
    #words: Record<string, string> = {};

    connectedCallback(): void {
        this.#words = JSON.parse(this.getAttribute("words") ?? "{}") as Record<string, string>;
        this.#watch = new IntersectionObserver((seen) => {
            if (seen.some((s) => s.isIntersecting)) {
                this.#watch?.disconnect();
                void this.#load();
            }
        }, { rootMargin: "200px" });
        this.#watch.observe(this);
    }

    disconnectedCallback(): void {
        this.#watch?.disconnect();
        this.#shown?.remove();
        this.#shown = null;
    }

    /** What is drawn now in a layer: for tests and for scripts of a page. Empty while the map is not there. */
    getRendered(layer: string, part?: string): Found[] {
        return this.#shown?.rendered(layer, part) ?? [];
    }

    /** Metres of a line or square metres of a polygon, as the map measures them. */
    measure(kind: "distance" | "area", positions: Position[]): number | null {
        return this.#shown?.measure(kind, positions) ?? null;
    }

    /** Where a position stands in the element, in pixels; null while the map is not there. */
    project(position: Position): { x: number; y: number } | null {
        return this.#shown?.project(position) ?? null;
    }

    /** Moves the map at once and waits until everything is drawn. */
    async moveTo(position: Position, zoom: number): Promise<void> {
        this.#shown?.moveTo(position, zoom);
        await this.#shown?.idle();
    }

    async #load(): Promise<void> {
        this.dataset["state"] = "loading";
        this.#tell("MapLoading");
        if (!document.createElement("canvas").getContext("webgl2")) {
            this.#fail("MapNoDrawing");
            return;
        }

        try {
            const [view, catalogue, majors] = await Promise.all([
                import(beside("map-view.js")) as Promise<typeof import("./view")>,
                readCatalogue(this.getAttribute("catalogue") ?? ""),
                readMajors(this.getAttribute("symbols")),
                loadStyle(beside("map.css")),
            ]);
            const wish = this.#wish();
            const layers = wish.layers.flatMap((name) => catalogue.layers.filter((l) => l.id === name));
            if (layers.length === 0) {
                this.#fail("MapNoLayers");
                return;
            }

            this.#shown = await view.show(this, wish, { ...catalogue, layers }, majors, this.#say, beside("map-worker.js"));
            this.dataset["state"] = "ready";
            this.dispatchEvent(new CustomEvent("dizhu-map-ready", { bubbles: true }));
        } catch (problem) {
            console.warn(problem);
            this.#fail("MapFailed");
        }
    }

    #fail(word: string): void {
        this.dataset["state"] = "failed";
        this.querySelectorAll(":scope > :not(.map-plain)").forEach((part) => part.remove());
        this.#tell(word);
        this.dispatchEvent(new CustomEvent("dizhu-map-failed", { bubbles: true }));
    }

    #tell(word: string): void {
        const plain = this.querySelector(".map-plain");
        if (plain) {
            plain.textContent = this.#say(word);
        }
    }

    readonly #say: Say = (name, ...values) => {
        const text = this.#words[name];
        if (text === undefined) {
            throw new Error(`Map.resx has no text named ${name}.`);
        }

        return values.reduce<string>((filled, value, i) => filled.replace(`{${i}}`, String(value)), text);
    };

    #wish(): Wish {
        const text = (name: string) => this.getAttribute(name);
        const list = (name: string) => text(name)?.split(" ").filter((n) => n !== "") ?? [];
        return {
            label: text("label") ?? "",
            layers: list("layers"),
            hidden: list("hidden-layers"),
            centre: position(text("centre")),
            zoom: Number(text("zoom") ?? "16"),
            mark: position(text("mark")),
            markLight: text("mark-light") ?? "",
            markGrid: text("mark-grid") ?? "",
            overlay: text("overlay") ?? "",
            live: text("live") ?? "",
            roster: text("roster") ?? "",
            draw: text("draw") as Drawn | null,
            pick: text("pick"),
            tools: this.hasAttribute("tools"),
            whole: this.hasAttribute("whole"),
            cards: text("cards"),
            fields: {
                lon: text("lon-field"),
                lat: text("lat-field"),
                datum: text("datum-field"),
                component: text("component-field"),
                geometry: text("geometry-field"),
            },
        };
    }
}

function position(text: string | null): Position | null {
    const [lon, lat] = (text ?? "").split(",").map(Number.parseFloat);
    return lon !== undefined && lat !== undefined && Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null;
}

function loadStyle(href: string): Promise<void> {
    if (document.querySelector(`link[href="${href}"]`)) {
        return Promise.resolve();
    }

    return new Promise((resolve, reject) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = href;
        link.onload = () => resolve();
        link.onerror = () => reject(new Error(`${href} could not be loaded.`));
        document.head.append(link);
    });
}

customElements.define("dizhu-map", DizhuMap);
