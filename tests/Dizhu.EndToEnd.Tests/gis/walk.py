"""Walks all collections of an OGC API with OWSLib: walk.py ROOT KEY. Prints id and count, a line each."""

import sys
from urllib.parse import parse_qs, urlparse

from owslib.ogcapi.features import Features

root, key = sys.argv[1:]
client = Features(root, headers={"X-Api-Key": key})
for collection in client.feature_collections():
    client.collection_queryables(collection)
    seen = set()
    page = client.collection_items(collection, limit=7000)
    while True:
        seen.update(feature["id"] for feature in page["features"])
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = client.collection_items(collection, limit=7000, cursor=parse_qs(urlparse(following[0]).query)["cursor"][0])
    if len(seen) != page["numberMatched"]:
        sys.exit(f"{collection}: {len(seen)} of {page['numberMatched']}")
    print(collection, len(seen))
