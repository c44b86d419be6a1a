// Makes the map's files in ../wwwroot/built: a small frame every page may load, and what it loads when the map comes into view.
// The project's build runs this; the files are not kept in the repository.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const out = new URL("../wwwroot/built/", import.meta.url).pathname;
const common = { bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning", absWorkingDir: new URL(".", import.meta.url).pathname };

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
    ...common,
    entryPoints: {
        "map-view": "map/view.ts",
        "map-worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs",
        "map": "map/map.css",
    },
    outdir: out,
});

// Their licences go with them.
const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const licences = Object.entries(lock.packages).filter(([path, p]) => path !== "" && !p.dev && existsSync(path)).map(([path, p]) => {
    const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
    return `${path.replace(/^.*node_modules\//, "")} ${p.version} (${p.license})\n\n${file ? readFileSync(`${path}/${file}`, "utf8").trim() : ""}\n`;
});
writeFileSync(out + "LICENSES.txt", licences.join("\n----\n\n"));

// The frame names the others by their content, so that a browser never mixes an old one with a new one.
const later = ["map-view.js", "map-worker.js", "map.css"].map((file) => readFileSync(out + file));
const hash = createHash("sha256").update(Buffer.concat(later)).digest("hex").slice(0, 12);
const frame = await build({ ...common, entryPoints: ["map/main.ts"], define: { BUILT: JSON.stringify(hash) }, write: false });

// Written last and always: the project's build compares its age with that of the sources.
writeFileSync(out + "map.js", frame.outputFiles[0].contents);
