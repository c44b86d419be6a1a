// What the page, the server and the parts of the map say to each other.

/** Longitude and latitude, CGCS2000 degrees. */
export type Position = [number, number];

/** A layer as the server offers it to this reader. */
export interface Layer {
    readonly id: string;
    readonly title: string;
    readonly minZoom: number;
    readonly maxZoom: number;
    /** West, south, east, north; null where there is nothing yet. */
    readonly extent: readonly [number, number, number, number] | null;
    /** The address of a tile, from the root of the site. */
    readonly tiles: string;
}

/** What the server offers, and what it rests on. */
export interface Catalogue {
    readonly baseVersion: number;
    readonly isSynthetic: boolean;
    readonly layers: readonly Layer[];
}

/** A major class of components: the beginning its class keys share, and its name. */
export interface Major {
    readonly prefix: string;
    readonly name: string;
}

/** What can be drawn on the map. */
export type Drawn = "point" | "line" | "polygon";

/** What a press on the map means now. */
export type Mode = "look" | Drawn | "distance" | "area";

/** What stands at a place of the map, as the tiles tell it. */
export interface Found {
    readonly layer: string;
    readonly properties: Readonly<Record<string, unknown>>;
    readonly geometry: GeoJSON.Geometry;
}

/** The words of the map, from Map.resx. */
export type Say = (name: string, ...values: (string | number)[]) => string;

/** What the attributes of the element ask for. */
export interface Wish {
    readonly label: string;
    readonly layers: readonly string[];
    readonly hidden: readonly string[];
    readonly centre: Position | null;
    readonly zoom: number;
    readonly mark: Position | null;
    readonly markLight: string;
    readonly markGrid: string;
    /** The address of pieces of ground to point at; empty for none. */
    readonly overlay: string;
    /** The address of open cases that are kept up to date; empty for none. */
    readonly live: string;
    /** The id of a list that says how duty grids are staffed; empty for none. */
    readonly roster: string;
    readonly draw: Drawn | null;
    /** The name of check boxes that a press on a grid ticks. */
    readonly pick: string | null;
    readonly tools: boolean;
    readonly whole: boolean;
    readonly cards: string | null;
    readonly fields: Fields;
}

/** The ids of the form fields the map reads and fills. */
export interface Fields {
    readonly lon: string | null;
    readonly lat: string | null;
    readonly datum: string | null;
    readonly component: string | null;
    readonly geometry: string | null;
}

/** The map once it is drawn. */
export interface Shown {
    /** The features drawn now in a layer of the catalogue; <c>part</c> narrows to one layer of the style, for example its labels. */
    rendered(layer: string, part?: string): Found[];
    /** Metres of a line, or square metres of a polygon. */
    measure(kind: "distance" | "area", positions: readonly Position[]): number;
    /** Where a position stands in the element, in pixels. */
    project(position: Position): { x: number; y: number };
    moveTo(position: Position, zoom: number): void;
    /** Resolves when everything asked for is drawn. */
    idle(): Promise<void>;
    remove(): void;
}
