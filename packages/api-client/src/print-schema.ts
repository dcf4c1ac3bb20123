/** Reads what `/api/v1/openapi.json` answers, and prints the types of the client, as `schema.ts` has them. */
import { text } from 'node:stream/consumers';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEADER = '/** Generated from the description of the REST API by `npm run api:generate`. */\n';

const document = JSON.parse(await text(process.stdin)) as OpenAPI3;
const types = await openapiTypescript(document, { alphabetize: true });
process.stdout.write(HEADER + astToString(types));
