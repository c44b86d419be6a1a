// How the city is drawn: our own tiles only, grey ground, grids as hair lines, components small and quiet, cases by their light.
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { kindOf, LIGHTS, type Token } from "./symbols";
import type { Layer, Major, Say } from "./types";

/** From here on a component is a sign; further out it is a dot, so that streets stay readable. */
const SIGNS_FROM = 16;

/** The names we draw with; all glyphs are drawn by the browser, no fonts are fetched. */
const FONT = ["Regular"];

/** The layers of the style that a press asks, the uppermost first. */
export const ASKED: Readonly<Record<string, readonly string[]>> = {
    cases: ["cases-sign"],
    components: ["components-sign", "components-dot"],
    places: ["places-name"],
    heat: ["heat-number"],
    grids: ["grids-ground"],
    "duty-grids": ["duty-grids-ground"],
    "management-areas": ["management-areas-ground"],
};

export function styleOf(layers: readonly Layer[], majors: readonly Major[], token: Token, say: Say): StyleSpecification {
    const has = (name: string) => layers.some((l) => l.id === name);
    const order = ["grids", "duty-grids", "management-areas", "components", "places", "heat", "cases"].filter(has);
    return {
        version: 8,
        sources: Object.fromEntries([
            ...layers.map((l) => [l.id, tiles(l)] as const),
            ...["chosen", "sketch"].map((name) => [name, { type: "geojson", data: { type: "FeatureCollection", features: [] } }] as const),
        ]) as Record<string, SourceSpecification>,
        layers: [
            { id: "land", type: "background", paint: { "background-color": token("map-land") } },
            ...order.flatMap((name) => drawn(name, majors, token, say)),
            ...sketch(token),
        ],
    };
}

function tiles(layer: Layer): SourceSpecification {
    return {
        type: "vector",
        tiles: [location.origin + layer.tiles],
        minzoom: layer.minZoom,
        maxzoom: layer.maxZoom,
        ...(layer.extent ? { bounds: [...layer.extent] as [number, number, number, number] } : {}),
    };
}

function drawn(name: string, majors: readonly Major[], token: Token, say: Say): LayerSpecification[] {
    switch (name) {
        case "grids": return grids(token, say);
        case "duty-grids": return dutyGrids(token);
        case "management-areas": return areas(token);
        case "components": return components(majors, token);
        case "places": return places(token);
        case "heat": return heat(token);
        default: return cases(token);
    }
}

const from = (source: string, id: string) => ({ id: `${source}-${id}`, source, "source-layer": source }) as const;

/** The points at which the names of a layer of polygons stand: one each, where the polygons themselves are cut by every tile. */
const names = (source: string, id: string) => ({ ...from(source, id), "source-layer": `${source}-label` }) as const;

const grow = (...stops: number[]): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], ...stops] as ExpressionSpecification;

const words = (field: ExpressionSpecification, size: number | ExpressionSpecification) =>
    ({ "text-field": field, "text-font": FONT, "text-size": size, "text-max-width": 9, "text-line-height": 1.3 });

const ink = (token: Token, colour = "ink-2") => ({ "text-color": token(colour), "text-halo-color": token("map-land"), "text-halo-width": 1.6 });

/** A community as people say it, without the full name of its committee. */
function shortName(say: Say): ExpressionSpecification {
    const name: ExpressionSpecification = ["coalesce", ["get", "communityName"], ""];
    return ["case", ...say("MapCommittees").split(" ").flatMap((c) => [[">", ["index-of", c, name], 0], ["slice", name, 0, ["index-of", c, name]]]), name] as unknown as ExpressionSpecification;
}

function grids(token: Token, say: Say): LayerSpecification[] {
    const none: ExpressionSpecification = ["==", ["get", "code"], ""];
    return [
        { ...from("grids", "ground"), type: "fill", paint: { "fill-color": token("map-block"), "fill-opacity": 0.6 } },
        { ...from("grids", "line"), type: "line", paint: { "line-color": token("map-grid"), "line-width": grow(12, 0.3, 15, 0.8, 18, 1.2), "line-opacity": grow(11, 0.3, 14, 0.9) } },
        { ...from("grids", "marked"), type: "fill", filter: none, paint: { "fill-color": token("brand"), "fill-opacity": 0.1 } },
        { ...from("grids", "marked-line"), type: "line", filter: none, paint: { "line-color": token("brand"), "line-width": 2 } },
        {
            ...names("grids", "community"), type: "symbol", minzoom: 13.5, maxzoom: 16,
            layout: { ...words(shortName(say), 12), "text-padding": 56 }, paint: ink(token, "ink-3"),
        },
        {
            ...names("grids", "number"), type: "symbol", minzoom: 16,
            layout: { ...words(["format", ["slice", ["get", "code"], 12], { "font-scale": 1 }, "\n", {}, shortName(say), { "font-scale": 0.85 }], 13), "text-padding": 8 },
            paint: ink(token, "ink-3"),
        },
    ];
}

function dutyGrids(token: Token): LayerSpecification[] {
    return [
        { ...from("duty-grids", "ground"), type: "fill", paint: { "fill-color": token("map-block"), "fill-opacity": 0.85 } },
        { ...from("duty-grids", "line"), type: "line", paint: { "line-color": token("line-2"), "line-width": grow(10, 0.5, 15, 1.5) } },
        { ...from("duty-grids", "marked-line"), type: "line", filter: ["==", ["get", "code"], ""], paint: { "line-color": token("brand"), "line-width": 3 } },
        {
            ...from("duty-grids", "name"), type: "symbol",
            layout: { ...words(["get", "name"], 12), "icon-image": "case-none", "icon-size": 0.8, "icon-allow-overlap": true, "text-optional": true, "text-anchor": "top", "text-offset": [0, 0.8] },
            paint: ink(token),
        },
    ];
}

function areas(token: Token): LayerSpecification[] {
    return [
        { ...from("management-areas", "ground"), type: "fill", paint: { "fill-opacity": 0 } },
        { ...from("management-areas", "line"), type: "line", paint: { "line-color": token("river"), "line-width": grow(9, 1, 14, 2), "line-dasharray": [4, 2], "line-opacity": 0.75 } },
        {
            ...names("management-areas", "name"), type: "symbol", maxzoom: 15,
            layout: { ...words(["get", "name"], grow(9, 12, 13, 16)), "text-letter-spacing": 0.1, "text-padding": 8 }, paint: ink(token, "river"),
        },
    ];
}

/** The sign of a component: the beginning of its class key, up to the major class, decides. */
function components(majors: readonly Major[], token: Token): LayerSpecification[] {
    const key: ExpressionSpecification = ["coalesce", ["get", "classKey"], ""];
    const prefix: ExpressionSpecification = ["slice", key, 0, ["+", ["index-of", "-C", key], 4]];
    const kind = (of: (kind: string) => string): ExpressionSpecification | string => majors.length === 0
        ? of("other")
        : ["match", prefix, ...majors.flatMap((m) => [m.prefix, of(kindOf(m))]), of("other")] as unknown as ExpressionSpecification;
    return [
        {
            ...from("components", "dot"), type: "circle", maxzoom: SIGNS_FROM,
            paint: { "circle-radius": grow(12, 0.6, 14, 0.9, 16, 2.2), "circle-color": token("map-part"), "circle-opacity": grow(12, 0.3, 14, 0.5, 16, 1) },
        },
        {
            ...from("components", "sign"), type: "symbol", minzoom: SIGNS_FROM,
            layout: {
                "icon-image": kind((k) => `part-${k}`), "icon-size": grow(16, 0.75, 18, 1.1), "icon-allow-overlap": true,
                ...words(["step", ["zoom"], "", 18, ["get", "className"]], 11), "text-optional": true, "text-anchor": "top", "text-offset": [0, 0.7],
            },
            paint: ink(token),
        },
    ];
}

function places(token: Token): LayerSpecification[] {
    const rank: ExpressionSpecification = ["match", ["downcase", ["get", "type"]], ["region", "zone"], 0, "block", 1, "streetorlane", 2, "pointofinterest", 3, 4];
    return [{
        ...from("places", "name"), type: "symbol",
        // Regions first; the number plates of doors only where one can stand before them.
        filter: ["step", ["zoom"], ["<=", rank, 0], 13, ["<=", rank, 1], 14, ["<=", rank, 2], 15, ["<=", rank, 3], 17, true] as unknown as ExpressionSpecification,
        layout: { ...words(["get", "name"], ["match", rank, 0, 14, 1, 13, 12] as unknown as ExpressionSpecification), "symbol-sort-key": rank, "text-padding": 10 },
        paint: ink(token),
    }];
}

/** Where much was reported, as warmth in the colour of the ground and not of a state; the count stands where there is more than one. */
function heat(token: Token): LayerSpecification[] {
    return [
        {
            ...from("heat", "ground"), type: "heatmap",
            paint: {
                "heatmap-weight": ["interpolate", ["linear"], ["get", "n"], 0, 0, 1, 0.25, 10, 1], "heatmap-radius": grow(9, 14, 14, 36), "heatmap-opacity": 0.55,
                "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], 0, "rgba(0, 0, 0, 0)", 1, token("river")],
            },
        },
        {
            ...from("heat", "number"), type: "symbol", filter: [">", ["get", "n"], 1],
            layout: words(["to-string", ["get", "n"]], 13), paint: ink(token, "ink"),
        },
    ];
}

function cases(token: Token): LayerSpecification[] {
    const light: ExpressionSpecification = ["downcase", ["coalesce", ["get", "light"], "none"]];
    return [{
        ...from("cases", "sign"), type: "symbol",
        layout: {
            "icon-image": ["match", light, ...LIGHTS.flatMap((l) => [l, `case-${l}`]), "case-none"] as unknown as ExpressionSpecification,
            "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-size": grow(10, 0.6, 14, 0.9, 17, 1.1),
            // The one that needs a hand lies on top.
            "symbol-sort-key": ["match", light, ...LIGHTS.flatMap((l, i) => [l, -i]), -9] as unknown as ExpressionSpecification,
            ...words(["step", ["zoom"], "", 15, ["coalesce", ["get", "number"], ""]], 12), "text-optional": true, "text-anchor": "left", "text-offset": [0.9, 0],
        },
        paint: ink(token, "ink"),
    }];
}

/** What is chosen, measured or drawn; it lies above everything. */
function sketch(token: Token): LayerSpecification[] {
    const isPoint: ExpressionSpecification = ["==", ["geometry-type"], "Point"];
    return [
        { id: "chosen-ring", source: "chosen", type: "circle", paint: { "circle-radius": 14, "circle-opacity": 0, "circle-stroke-color": token("brand"), "circle-stroke-width": 2.5 } },
        {
            id: "sketch-ring", source: "sketch", type: "circle", filter: ["all", isPoint, ["has", "sign"], ["!=", ["get", "sign"], "pin-here"]],
            paint: { "circle-radius": 14, "circle-color": token("panel"), "circle-stroke-color": token("brand"), "circle-stroke-width": 2.5 },
        },
        { id: "sketch-ground", source: "sketch", type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": token("brand"), "fill-opacity": 0.12 } },
        { id: "sketch-line", source: "sketch", type: "line", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": token("brand"), "line-width": 2.5 } },
        {
            id: "sketch-corner", source: "sketch", type: "circle", filter: ["all", isPoint, ["!", ["has", "sign"]]],
            paint: { "circle-radius": 5, "circle-color": token("panel"), "circle-stroke-color": token("brand"), "circle-stroke-width": 2 },
        },
        {
            id: "sketch-sign", source: "sketch", type: "symbol", filter: ["all", isPoint, ["has", "sign"]],
            layout: { "icon-image": ["get", "sign"], "icon-anchor": ["match", ["get", "sign"], "pin-here", "bottom", "center"] as unknown as ExpressionSpecification, "icon-allow-overlap": true, "icon-size": 1.1 },
        },
    ];
}
