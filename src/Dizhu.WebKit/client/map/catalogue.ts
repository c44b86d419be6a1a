// What the server offers this reader: layers with their zooms and extent, and the major classes of components.
import type { Catalogue, Major } from "./types";

/** The layers this reader may see. No answer is an error, and the map says that it is not there. */
export async function readCatalogue(address: string): Promise<Catalogue> {
    return await read<Catalogue>(address);
}

/** The major classes of components; none where the page shows no components. */
export async function readMajors(address: string | null): Promise<Major[]> {
    return address === null ? [] : await read<Major[]>(address);
}

async function read<T>(address: string): Promise<T> {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (!answer.ok) {
        throw new Error(`${address} answered ${answer.status}.`);
    }

    return (await answer.json()) as T;
}
