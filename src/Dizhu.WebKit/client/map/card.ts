// The card of what was pressed: first what the tile knows, then what the server tells this reader, with the way to its page.
import type { Map as Drawing } from "maplibre-gl";
import { idOf, markGrid, ring } from "./layers";
import type { Found, Say } from "./types";

/** Which properties of a tile are shown, under which words. */
const SHOWN: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    cases: [],
    components: [["id", "MapId"]],
    places: [],
    heat: [["n", "MapCount"]],
    grids: [["communityName", "MapCommunity"], ["dutyGrid", "MapDutyGrid"], ["level", "MapLevel"]],
    "duty-grids": [["code", "MapCode"]],
    "management-areas": [["code", "MapCode"]],
};

export class Card {
    readonly #box: HTMLElement;
    #found: readonly Found[] = [];
    #at = 0;

    constructor(private readonly host: HTMLElement, private readonly map: Drawing, private readonly say: Say, private readonly address: string | null) {
        this.#box = document.createElement("section");
        this.#box.className = "map-card";
        this.#box.tabIndex = -1;
        this.#box.hidden = true;
        this.#box.setAttribute("aria-label", say("MapCard"));
        this.#box.addEventListener("keydown", (key) => {
            if (key.key === "Escape") {
                this.close();
                this.map.getCanvas().focus();
            }
        });
        host.append(this.#box);
    }

    /** Shows the uppermost of what was found; none closes the card. From the keyboard the card takes the focus. */
    open(found: readonly Found[], focus: boolean): void {
        [this.#found, this.#at] = [found, 0];
        if (found.length === 0) {
            this.close();
            return;
        }

        this.#show();
        if (focus) {
            this.#box.focus();
        }
    }

    close(): void {
        this.#box.hidden = true;
        ring(this.map, null);
        markGrid(this.map, this.host.getAttribute("mark-grid") ?? "");
    }

    #show(): void {
        const found = this.#found[this.#at]!;
        const body = document.createElement("div");
        body.append(this.#title(found), this.#facts(found), ...this.#links(found));
        this.#box.replaceChildren(this.#head(), body);
        this.#box.hidden = false;
        ring(this.map, found.geometry.type === "Point" ? found.geometry : null);
        markGrid(this.map, found.layer === "grids" ? idOf(found) : this.host.getAttribute("mark-grid") ?? "");
        this.host.dispatchEvent(new CustomEvent("dizhu-map-select", { bubbles: true, detail: { layer: found.layer, properties: found.properties } }));
        void this.#ask(found, body);
    }

    /** The server's own words in place of the tile's. Where it does not know more, or may not tell, the tile's stay. */
    async #ask(found: Found, body: HTMLElement): Promise<void> {
        if (this.address === null || found.layer === "heat") {
            return;
        }

        const query = new URLSearchParams({ layer: found.layer, id: idOf(found) });
        const answer = await fetch(`${this.address}?${query}`, { redirect: "error" }).catch((problem: unknown) => {
            console.warn(problem);
            return null;
        });
        if (answer?.ok && this.#found[this.#at] === found) {
            const read = document.createElement("template");
            read.innerHTML = await answer.text();
            body.replaceChildren(read.content);
            this.#box.dataset["told"] = "";
        }
    }

    /** Which of several things in one place this is, the way to the next, and the way out. */
    #head(): HTMLElement {
        delete this.#box.dataset["told"];
        const head = document.createElement("div");
        head.className = "map-card-head";
        const kind = document.createElement("span");
        kind.textContent = this.#found.length > 1 ? this.say("MapNth", this.#at + 1, this.#found.length) : "";
        head.append(kind);
        if (this.#found.length > 1) {
            head.append(button(this.say("MapNext"), "btn quiet", () => {
                this.#at = (this.#at + 1) % this.#found.length;
                this.#show();
                this.#box.focus();
            }));
        }

        head.append(button(this.say("MapClose"), "btn quiet", () => {
            this.close();
            this.map.getCanvas().focus();
        }));
        return head;
    }

    #title(found: Found): HTMLElement {
        const title = document.createElement("p");
        title.className = "map-card-title";
        const { number, className, name, code } = found.properties;
        title.textContent = found.layer === "grids" ? this.say("MapGridOf", String(code)) : String(number ?? className ?? name ?? code ?? this.say("MapCases"));
        return title;
    }

    #facts(found: Found): HTMLElement {
        const list = document.createElement("dl");
        list.className = "facts list";
        for (const [property, word] of SHOWN[found.layer] ?? []) {
            const value = found.properties[property];
            if (value !== undefined && value !== null && value !== "") {
                const [row, term, text] = [document.createElement("div"), document.createElement("dt"), document.createElement("dd")];
                [term.textContent, text.textContent] = [this.say(word), String(value)];
                row.append(term, text);
                list.append(row);
            }
        }

        return list;
    }

    #links(found: Found): HTMLElement[] {
        if (found.layer !== "cases") {
            return [];
        }

        const link = document.createElement("a");
        link.href = `/cases/${encodeURIComponent(idOf(found))}`;
        link.textContent = this.say("MapOpenCase");
        return [link];
    }
}

export function button(text: string, look: string, act: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = look;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
}
