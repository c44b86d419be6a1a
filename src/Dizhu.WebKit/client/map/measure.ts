// Distances and areas in the city, in metres, on the ellipsoid of CGCS2000 as a plane around the middle of what is measured:
// within a city the plane differs from the ellipsoid by less than a ten-thousandth.
import type { Position } from "./types";

const SEMI_MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const E2 = FLATTENING * (2 - FLATTENING);
const RADIAN = Math.PI / 180;

/** Metres of a line. */
export function distance(line: readonly Position[]): number {
    const plane = onPlane(line);
    let sum = 0;
    for (let i = 1; i < plane.length; i++) {
        const [from, to] = [plane[i - 1]!, plane[i]!];
        sum += Math.hypot(to[0] - from[0], to[1] - from[1]);
    }

    return sum;
}

/** Square metres of a ring; it need not be closed. */
export function area(ring: readonly Position[]): number {
    const plane = onPlane(ring);
    let twice = 0;
    for (let i = 0; i < plane.length; i++) {
        const [from, to] = [plane[i]!, plane[(i + 1) % plane.length]!];
        twice += from[0] * to[1] - to[0] * from[1];
    }

    return Math.abs(twice) / 2;
}

/** East and north of the middle in metres, by the two radii of curvature there. */
function onPlane(positions: readonly Position[]): Position[] {
    if (positions.length === 0) {
        return [];
    }

    const lats = positions.map((p) => p[1]);
    const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
    const [lon0, sin] = [positions[0]![0], Math.sin(middle * RADIAN)];
    const w = Math.sqrt(1 - E2 * sin * sin);
    const north = (SEMI_MAJOR * (1 - E2)) / (w * w * w) * RADIAN;
    const east = (SEMI_MAJOR / w) * Math.cos(middle * RADIAN) * RADIAN;
    return positions.map((p) => [(p[0] - lon0) * east, (p[1] - middle) * north]);
}

/** 320 米, 1.25 公里. */
export function metresText(metres: number, unit: { metres: string; kilometres: string }): string {
    return metres < 1000 ? `${Math.round(metres)} ${unit.metres}` : `${(metres / 1000).toFixed(2)} ${unit.kilometres}`;
}

/** 850 平方米, 1.20 公顷, 3.50 平方公里. */
export function areaText(squareMetres: number, unit: { metres: string; hectares: string; kilometres: string }): string {
    if (squareMetres < 10_000) {
        return `${Math.round(squareMetres)} ${unit.metres}`;
    }

    return squareMetres < 1_000_000
        ? `${(squareMetres / 10_000).toFixed(2)} ${unit.hectares}`
        : `${(squareMetres / 1_000_000).toFixed(2)} ${unit.kilometres}`;
}
