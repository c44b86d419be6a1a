// The map itself: MapLibre on our own tiles, with the tools, the card and the form fields around it.
import { Map as Drawing, ScaleControl, setWorkerUrl, type PointLike } from "maplibre-gl";
import { Card } from "./card";
import { about, Legend, toolbar } from "./controls";
import { FieldLink } from "./fields";
import { around, idOf, markGrid, setShown } from "./layers";
import { leadsTo, live } from "./live";
import { area, distance } from "./measure";
import { overlay } from "./overlay";
import { Picks } from "./picks";
import { Roster } from "./roster";
import { Sketch } from "./sketch";
import { ASKED, styleOf } from "./style";
import { kindOf, LIGHTS, pixels, sign, tokensOf, type Token } from "./symbols";
import type { Catalogue, Found, Layer, Major, Position, Say, Shown, Wish } from "./types";

/** How near a press must come to a sign, in pixels: a finger is wider than a pointer. */
const REACH = { mouse: 5, touch: 14 };

/** Draws the map into the element; resolves when the first tiles are there. */
export async function show(host: HTMLElement, wish: Wish, catalogue: Catalogue, majors: readonly Major[], say: Say, worker: string): Promise<Shown> {
    setWorkerUrl(worker);
    const token = tokensOf(host);
    const layers = catalogue.layers;
    const map = open(host, wish, layers, majors, say, token);
    await map.once("load");
    host.querySelector(".map-plain")?.remove();
    furnish(host, map, wish, catalogue, majors, say, token);
    if (wish.overlay !== "") {
        await overlay(map, wish.overlay, token);
    }

    if (wish.live !== "") {
        await live(host, map, wish.live, token);
    }

    await map.once("idle");
    return {
        rendered: (layer, part) => rendered(map, layer, part),
        measure: (kind, positions) => (kind === "area" ? area(positions) : distance(positions)),
        project: (position) => map.project(position),
        moveTo: (position, zoom) => map.jumpTo({ center: position, zoom }),
        idle: async () => { await map.once("idle"); },
        remove: () => map.remove(),
    };
}

function open(host: HTMLElement, wish: Wish, layers: readonly Layer[], majors: readonly Major[], say: Say, token: Token): Drawing {
    const canvas = document.createElement("div");
    canvas.className = "map-canvas";
    host.prepend(canvas);
    const centre = wish.mark ?? wish.centre;
    const extent = layers.find((l) => l.extent)?.extent;
    const map = new Drawing({
        container: canvas,
        style: styleOf(layers, majors, token, say),
        ...(centre ? { center: centre, zoom: wish.zoom } : extent ? { bounds: [...extent] as [number, number, number, number], fitBoundsOptions: { padding: around(wish) } } : {}),
        minZoom: 8,
        maxZoom: 20,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        // A map inside a page must not catch the reader who only scrolls past it.
        cooperativeGestures: !wish.whole,
        fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
        localIdeographFontFamily: token("font"),
        locale: {
            "Map.Title": wish.label,
            "CooperativeGesturesHandler.WindowsHelpText": say("MapWheel"),
            "CooperativeGesturesHandler.MacHelpText": say("MapWheelMac"),
            "CooperativeGesturesHandler.MobileHelpText": say("MapTwoFingers"),
        },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new ScaleControl({ maxWidth: 96 }), "bottom-right");
    map.on("style.load", () => {
        for (const name of ["pin-here", ...LIGHTS.map((l) => `case-${l}`), ...new Set(["part-other", ...majors.map((m) => `part-${kindOf(m)}`)])]) {
            map.addImage(name, pixels(sign(name, token)), { pixelRatio: 2 });
        }
    });
    return map;
}

/** Puts the tools, the legend, the card and the links to the form around the map. */
function furnish(host: HTMLElement, map: Drawing, wish: Wish, catalogue: Catalogue, majors: readonly Major[], say: Say, token: Token): void {
    const layers = catalogue.layers;
    const sketch = new Sketch(host, map, say);
    const card = new Card(host, map, say, wish.cards);
    const legend = new Legend(host, map, layers, majors, say, token);
    wish.hidden.forEach((name) => setShown(map, name, false));
    host.append(toolbar(map, wish, layers, say, sketch, legend));
    if (wish.tools) {
        legend.show();
    }

    host.append(about(catalogue, say));
    const link = new FieldLink(map, wish, say, sketch, (at) => hits(map, layers, at, REACH.touch));
    if (wish.mark) {
        sketch.mark(wish.mark, wish.markLight === "" ? "pin-here" : `case-${wish.markLight}`);
    }

    if (wish.markGrid !== "") {
        markGrid(map, wish.markGrid);
    }

    const roster = wish.roster === "" ? null : new Roster(map, wish.roster, token);
    const picks = wish.pick === null ? null : new Picks(map, wish.pick, wish.markGrid);
    const act = (at: Position, reach: number, byKey: boolean) => {
        if (wish.live !== "") {
            const { x, y } = map.project(at);
            const href = leadsTo(map, x, y, reach);
            if (href !== null) {
                location.assign(href);
            }
        } else if (roster) {
            roster.take(hits(map, layers, at, reach));
        } else if (picks) {
            picks.take(hits(map, layers, at, reach));
        } else if (sketch.mode === "look") {
            card.open(hits(map, layers, at, reach), byKey);
        } else if (!link.take(at)) {
            sketch.add(at);
        }
    };
    map.on("click", (press) => act(press.lngLat.toArray() as Position, "touches" in press.originalEvent ? REACH.touch : REACH.mouse, false));
    map.getCanvas().addEventListener("keydown", (key) => {
        if (key.key === "Enter") {
            // The middle of the map is what the cross marks while the keyboard moves it.
            key.preventDefault();
            act(map.getCenter().toArray() as Position, REACH.touch, true);
        } else if (key.key === "Escape") {
            card.close();
            sketch.clear();
        }
    });
    map.on("mousemove", (at) => {
        if (wish.live !== "") {
            map.getCanvas().style.cursor = leadsTo(map, at.point.x, at.point.y, REACH.mouse) === null ? "" : "pointer";
            return;
        }

        map.getCanvas().style.cursor = sketch.mode !== "look" ? "crosshair" : hits(map, layers, at.lngLat.toArray() as Position, REACH.mouse).some((f) => f.geometry.type === "Point") ? "pointer" : "";
    });
}

/** What stands at a position: cases first, then components, places, grids, areas; each once. */
function hits(map: Drawing, layers: readonly Layer[], at: Position, reach: number): Found[] {
    const { x, y } = map.project(at);
    const box: [PointLike, PointLike] = [[x - reach, y - reach], [x + reach, y + reach]];
    const found: Found[] = [];
    for (const [name, parts] of Object.entries(ASKED)) {
        if (layers.some((l) => l.id === name)) {
            const isGround = name === "grids" || name === "duty-grids" || name === "management-areas";
            found.push(...map.queryRenderedFeatures(isGround ? [x, y] : box, { layers: [...parts] }).map((f) => ({ layer: name, properties: f.properties, geometry: f.geometry })));
        }
    }

    const keys = new Set<string>();
    return found.filter((f) => {
        const key = `${f.layer} ${idOf(f)}`;
        return !keys.has(key) && keys.add(key) !== undefined;
    });
}

function rendered(map: Drawing, layer: string, part?: string): Found[] {
    const ids = map.getStyle().layers.map((l) => l.id).filter((id) => (part ? id === `${layer}-${part}` : id.startsWith(`${layer}-`)));
    return map.queryRenderedFeatures({ layers: ids }).map((f) => ({ layer, properties: f.properties, geometry: f.geometry }));
}
