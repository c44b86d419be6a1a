// Walks all collections of an OGC API with @camptocamp/ogc-client: node walk.mjs ROOT KEY. Prints id and count, a line each.
import { OgcApiEndpoint, setFetchOptions } from '@camptocamp/ogc-client';

const [, , root, key] = process.argv;
const headers = { 'X-Api-Key': key };
setFetchOptions({ headers });
const endpoint = new OgcApiEndpoint(root);
if (!(await endpoint.hasFeatures)) {
    throw new Error('The endpoint is not taken for one of features.');
}

for (const id of await endpoint.featureCollections) {
    let count = 0;
    let page = await endpoint.getCollectionItemsUrl(id, { limit: 7000, asJson: true });
    while (page) {
        const answer = await (await fetch(page, { headers })).json();
        count += answer.features.length;
        page = answer.links.find((link) => link.rel === 'next')?.href;
    }

    console.log(`${id} ${count}`);
}
