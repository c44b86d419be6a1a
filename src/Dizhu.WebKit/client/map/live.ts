// Open cases as the wall shows them: late ones with how late, those soon late and those deferred by their shapes, the rest counted by street.
// They come as GeoJSON from our own server and are fetched anew whenever the page has renewed itself.
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as Drawing, PointLike } from "maplibre-gl";
import type { Token } from "./symbols";

const SOURCE = "live";
const FONT = ["Regular"];

/** The layers of the style that a press asks, the uppermost first. */
const PRESSED = [`${SOURCE}-text`, `${SOURCE}-late`, `${SOURCE}-soon`, `${SOURCE}-hold`, `${SOURCE}-count`, `${SOURCE}-circle`];

/** Words of the ground that are not said. */
const QUIET = ["grids-community", "grids-number", "management-areas-name"];

/** The letters of the page around the map, in pixels: on a wall they are large, and so is everything here. */
const sizeOf = (host: HTMLElement): number => Number.parseFloat(getComputedStyle(host).fontSize);

/** Draws the cases and keeps them up to date for as long as the map is there. */
export async function live(host: HTMLElement, map: Drawing, address: string, token: Token): Promise<void> {
    const size = sizeOf(host);
    map.addImage("live-box", box(token("late-soft")), { pixelRatio: 2, stretchX: [[8, 24]], stretchY: [[8, 24]], content: [8, 6, 24, 26] });
    map.addSource(SOURCE, { type: "geojson", data: await read(address) });
    layers(size, token).forEach((layer) => map.addLayer(layer));

    // Words of the ground are of the size of desks; here the streets are named, and no more.
    QUIET.filter((name) => map.getLayer(name) !== undefined).forEach((name) => map.setLayoutProperty(name, "visibility", "none"));
    const renew = () => {
        read(address).then(
            (data) => (map.getSource(SOURCE) as GeoJSONSource).setData(data),
            // What stands there stays; the page says when the line is broken.
            (problem: unknown) => console.warn(problem));
    };
    document.addEventListener("dizhu-renewed", renew);
    map.on("remove", () => document.removeEventListener("dizhu-renewed", renew));
}

/** The address behind what stands at a point of the map; null where nothing does. */
export function leadsTo(map: Drawing, x: number, y: number, reach: number): string | null {
    const around: [PointLike, PointLike] = [[x - reach, y - reach], [x + reach, y + reach]];
    const found = map.queryRenderedFeatures(around, { layers: PRESSED.filter((name) => map.getLayer(name) !== undefined) });
    const href: unknown = found[0]?.properties["href"];
    return typeof href === "string" ? href : null;
}

async function read(address: string): Promise<GeoJSON.FeatureCollection> {
    const answer = await fetch(address, { headers: { Accept: "application/geo+json" }, redirect: "error" });
    if (!answer.ok) {
        throw new Error(`${address} answered ${answer.status}.`);
    }

    return (await answer.json()) as GeoJSON.FeatureCollection;
}

const is = (kind: string): ExpressionSpecification => ["==", ["get", "kind"], kind];

function layers(size: number, token: Token): LayerSpecification[] {
    const counted: ExpressionSpecification = ["all", is("street"), [">", ["get", "n"], 0]];
    const words = { "text-font": FONT, "text-size": size };
    const radius: ExpressionSpecification = ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, size * 0.8, 8, size * 1.4, 40, size * 2.4];
    const sign = (kind: string): LayerSpecification => ({
        id: `${SOURCE}-${kind}`, source: SOURCE, type: "symbol", filter: is(kind),
        layout: { "icon-image": `case-${kind}`, "icon-size": size / 14, "icon-allow-overlap": true, "icon-ignore-placement": true },
    });
    return [
        {
            id: `${SOURCE}-circle`, source: SOURCE, type: "circle", filter: counted,
            paint: { "circle-radius": radius, "circle-color": token("sunk"), "circle-stroke-color": token("line-2"), "circle-stroke-width": Math.max(1, size / 16) },
        },
        {
            id: `${SOURCE}-count`, source: SOURCE, type: "symbol", filter: counted,
            layout: { ...words, "text-field": ["to-string", ["get", "n"]], "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": token("ink") },
        },
        {
            id: `${SOURCE}-name`, source: SOURCE, type: "symbol", filter: is("street"),
            layout: { ...words, "text-field": ["get", "name"], "text-max-width": 20, "text-padding": 4, "text-variable-anchor-offset": ["bottom", [0, -1.7], "top", [0, 1.7]] },
            paint: { "text-color": token("ink-2"), "text-halo-color": token("map-land"), "text-halo-width": size / 10 },
        },
        sign("hold"),
        sign("soon"),
        sign("late"),
        {
            id: `${SOURCE}-text`, source: SOURCE, type: "symbol", filter: is("late"),
            layout: {
                ...words, "text-field": ["get", "text"], "text-max-width": 20, "symbol-sort-key": ["get", "rank"],
                "icon-image": "live-box", "icon-text-fit": "both", "icon-text-fit-padding": [size / 6, size / 3, size / 6, size / 3],
                "text-variable-anchor-offset": ["left", [1.2, 0], "right", [-1.2, 0], "top", [0, 1.2], "bottom", [0, -1.2]],
            },
            paint: { "text-color": token("late") },
        },
    ];
}

/** The ground behind words, drawn as large as they are. */
function box(colour: string): ImageData {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 32;
    const pen = canvas.getContext("2d")!;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.roundRect(0, 0, 32, 32, 8);
    pen.fill();
    return pen.getImageData(0, 0, 32, 32);
}
