// Pieces of ground a page wants to point at: the faults of a supply, the shape of a change. They come as GeoJSON from our own server.
import { LngLatBounds, type ExpressionSpecification, type Map as Drawing } from "maplibre-gl";
import type { Token } from "./symbols";

const SOURCE = "overlay";

/** Fetches the pieces, draws them above everything and moves the map to them; nothing happens where there are none. */
export async function overlay(map: Drawing, address: string, token: Token): Promise<void> {
    const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) {
        return;
    }

    const data = (await answer.json()) as GeoJSON.FeatureCollection;
    if (data.features.length === 0) {
        return;
    }

    // A fault is wrong; a change is only a change.
    const colour: ExpressionSpecification = ["case", ["has", "change"], token("brand"), token("late")];
    map.addSource(SOURCE, { type: "geojson", data });
    map.addLayer({ id: `${SOURCE}-ground`, source: SOURCE, type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour, "fill-opacity": 0.25 } });
    map.addLayer({ id: `${SOURCE}-line`, source: SOURCE, type: "line", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": colour, "line-width": 3 } });
    map.addLayer({
        id: `${SOURCE}-point`, source: SOURCE, type: "circle", filter: ["==", ["geometry-type"], "Point"],
        paint: { "circle-radius": 6, "circle-color": colour, "circle-stroke-color": token("panel"), "circle-stroke-width": 2 },
    });
    const bounds = new LngLatBounds();
    data.features.forEach((f) => extend(bounds, "coordinates" in f.geometry ? f.geometry.coordinates : []));
    if (!bounds.isEmpty()) {
        map.fitBounds(bounds, { padding: 60, maxZoom: 18, animate: false });
    }
}

/** Any depth of coordinates down to the positions. */
function extend(bounds: LngLatBounds, coordinates: unknown): void {
    if (!Array.isArray(coordinates)) {
        return;
    }

    if (typeof coordinates[0] === "number") {
        bounds.extend([coordinates[0], coordinates[1] as number]);
        return;
    }

    coordinates.forEach((c) => extend(bounds, c));
}
