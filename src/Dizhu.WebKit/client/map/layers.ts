// Small turns of the map that several of its parts need.
import type { GeoJSONSource, Map as Drawing } from "maplibre-gl";
import type { Found, Wish } from "./types";

/** What tells one object from another in its layer. */
export const idOf = (found: Found): string => String(found.properties["id"] ?? found.properties["code"] ?? JSON.stringify(found.geometry));

/** Room for the tools at the right, and for the lines at the foot; beside cases that say how late they are also for their words. */
export const around = (wish: Wish) => ({ left: wish.live === "" ? 24 : 72, top: 24, bottom: 40, right: wish.tools ? 96 : wish.live === "" ? 56 : 120 });

/** Shows or hides all that is drawn of a layer. */
export function setShown(map: Drawing, name: string, shown: boolean): void {
    for (const layer of map.getStyle().layers) {
        if ("source" in layer && layer.source === name) {
            map.setLayoutProperty(layer.id, "visibility", shown ? "visible" : "none");
        }
    }
}

/** Outlines grids; none with an empty code. */
export function markGrid(map: Drawing, ...codes: string[]): void {
    for (const part of ["grids-marked", "grids-marked-line"]) {
        if (map.getLayer(part)) {
            map.setFilter(part, ["in", ["get", "code"], ["literal", codes]]);
        }
    }
}

/** Puts a ring around a position; none with null. */
export function ring(map: Drawing, at: GeoJSON.Geometry | null): void {
    (map.getSource("chosen") as GeoJSONSource).setData({
        type: "FeatureCollection", features: at ? [{ type: "Feature", geometry: at, properties: {} }] : [],
    });
}
