// The signs of the map, drawn when it opens: lights by shape and colour, components by the shape of their major class. No image files.
import type { Major } from "./types";

type Draw = (pen: CanvasRenderingContext2D, size: number) => void;

/** The lights from the calm one to the one that needs a hand, in the order of the legend. */
export const LIGHTS = ["late", "soon", "hold", "go", "done", "none"] as const;

/** The groups of major classes that have a sign of their own. Both editions name them differently, so the name decides, never the number. */
const KINDS: readonly (readonly [string, string])[] = [["公用", "utility"], ["交通", "traffic"], ["市容", "appearance"], ["园林", "greening"]];

/** The group of a major class. */
export const kindOf = (major: Major): string => KINDS.find(([word]) => major.name.includes(word))?.[1] ?? "other";

/** The value of a token where the element stands: light, or dark on the wall. */
export type Token = (name: string) => string;

export function tokensOf(element: Element): Token {
    const style = getComputedStyle(element);
    return (name) => style.getPropertyValue(`--${name}`).trim();
}

/** A sign on a canvas of its own, twice as fine as the screen's pixels. */
export function sign(name: string, token: Token): HTMLCanvasElement {
    const [group, kind] = name.split("-") as [string, string];
    const size = group === "part" ? 14 : group === "pin" ? 40 : 20;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size * 2;
    canvas.className = "map-sign";
    const pen = canvas.getContext("2d")!;
    pen.scale(2, 2);
    pen.lineJoin = "round";
    if (group === "pin") {
        drawPin(pen, token);
    } else if (group === "case") {
        drawLight(pen, size, kind, token);
    } else {
        drawPart(pen, size, kind, token);
    }

    return canvas;
}

/** The pixels of a sign, as the map takes them. */
export function pixels(canvas: HTMLCanvasElement): ImageData {
    return canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
}

function path(pen: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
    pen.beginPath();
    points.forEach(([x, y]) => pen.lineTo(x, y));
    pen.closePath();
}

const lightShapes: Record<string, Draw> = {
    go: (pen, s) => { pen.beginPath(); pen.arc(s / 2, s / 2, 5.5, 0, 7); },
    soon: (pen, s) => path(pen, [[s / 2, 3.5], [s - 3.5, s - 4.5], [3.5, s - 4.5]]),
    late: (pen) => { pen.beginPath(); pen.rect(4.5, 4.5, 11, 11); },
    hold: (pen) => { pen.beginPath(); pen.rect(5, 4, 3.6, 12); pen.rect(11.4, 4, 3.6, 12); },
    done: (pen) => { pen.beginPath(); pen.moveTo(5, 10.5); pen.lineTo(8.5, 14); pen.lineTo(15, 6); },
    none: (pen, s) => { pen.beginPath(); pen.arc(s / 2, s / 2, 4.5, 0, 7); },
};

function drawLight(pen: CanvasRenderingContext2D, size: number, kind: string, token: Token): void {
    const [colour, halo] = [token(kind === "none" ? "ink-3" : kind), token("panel")];
    const isLine = kind === "done" || kind === "none";
    (lightShapes[kind] ?? lightShapes["none"]!)(pen, size);
    pen.strokeStyle = halo;
    pen.lineWidth = isLine ? 6 : 4;
    pen.stroke();
    pen.lineWidth = 2.4;
    pen.fillStyle = pen.strokeStyle = colour;
    if (isLine) {
        pen.stroke();
    } else {
        pen.fill();
    }
}

const partShapes: Record<string, Draw> = {
    utility: (pen, s) => { pen.beginPath(); pen.arc(s / 2, s / 2, 3.6, 0, 7); },
    traffic: (pen, s) => path(pen, [[s / 2, 2], [s - 2, s / 2], [s / 2, s - 2], [2, s / 2]]),
    appearance: (pen) => path(pen, [[4, 2.8], [10, 2.8], [12.4, 7], [10, 11.2], [4, 11.2], [1.6, 7]]),
    greening: (pen) => { pen.beginPath(); pen.moveTo(2.5, 11.5); pen.quadraticCurveTo(2.5, 2.5, 11.5, 2.5); pen.quadraticCurveTo(11.5, 11.5, 2.5, 11.5); },
    other: (pen) => { pen.beginPath(); pen.moveTo(7, 2.5); pen.lineTo(7, 11.5); pen.moveTo(2.5, 7); pen.lineTo(11.5, 7); },
};

function drawPart(pen: CanvasRenderingContext2D, size: number, kind: string, token: Token): void {
    (partShapes[kind] ?? partShapes["other"]!)(pen, size);
    pen.fillStyle = token("panel");
    pen.fill();
    pen.strokeStyle = token(`part-${kind}`);
    pen.lineWidth = 1.6;
    pen.stroke();
}

/** The pin of a chosen place; its tip is the middle of the lower edge. */
function drawPin(pen: CanvasRenderingContext2D, token: Token): void {
    pen.beginPath();
    pen.moveTo(20, 38);
    pen.bezierCurveTo(14, 28, 9, 23, 9, 15);
    pen.arc(20, 15, 11, Math.PI, 0);
    pen.bezierCurveTo(31, 23, 26, 28, 20, 38);
    pen.fillStyle = token("brand");
    pen.fill();
    pen.strokeStyle = token("panel");
    pen.lineWidth = 2;
    pen.stroke();
    pen.beginPath();
    pen.arc(20, 15, 4, 0, 7);
    pen.fillStyle = token("panel");
    pen.fill();
}
