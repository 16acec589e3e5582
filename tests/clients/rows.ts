// Reads rows with types that were generated from the document of the dataset `wards`.
import createClient from "openapi-fetch";
import type { components, paths } from "./wards.js";

type Row = components["schemas"]["RegisterRow"];

const client = createClient<paths>({ baseUrl: process.argv[2] ?? "" });

const { data: page, response } = await client.GET("/datasets/wards/tables/register/rows/{page}.json", {
  params: { path: { page: 1 } },
});
if (!page) throw new Error(`${response.status}`);
const first: Row | undefined = page.rows[0];
if (!first) throw new Error("no row");
const electorate: number | null = first.electorate;
if (first.code !== "X05000001" || electorate === null) throw new Error(JSON.stringify(first));

const { data: byKey } = await client.GET("/datasets/wards/tables/register/by/code/{value}/{page}.json", {
  params: { path: { value: "X05000001", page: 1 } },
});
if (byKey?.rows[0]?.name !== first.name) throw new Error(JSON.stringify(byKey));

const { data: changes } = await client.GET("/datasets/wards/tables/ward-changes/rows/{page}.json", {
  params: { path: { page: 1 } },
});
const kinds: components["schemas"]["WardChangesKind"][] = changes?.rows.map((row) => row.kind) ?? [];
if (!kinds.includes("created")) throw new Error(kinds.join());

const missing = await client.GET("/datasets/wards/tables/register/rows/{page}.json", {
  params: { path: { page: 99 } },
  parseAs: "text",
});
if (missing.response.status !== 404) throw new Error(`${missing.response.status}`);

console.log(`${page.rows.length} rows, ${byKey.rows.length} by key`);
