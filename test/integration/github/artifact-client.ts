// Run as a process of its own: the artifact client takes its addresses and token from the environment alone.
import path from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

const folder = process.argv[2] ?? '';
const client = new DefaultArtifactClient();
const files = ['journal.ndjson', 'large.bin'].map((name) => path.join(folder, 'in', name));
const { id } = await client.uploadArtifact('report', files, path.join(folder, 'in'), {
  compressionLevel: 0,
  retentionDays: 7,
});
const { artifacts } = await client.listArtifacts();
if (id === undefined || artifacts[0]?.id !== id)
  throw new Error(`Uploaded ${id}, listed ${JSON.stringify(artifacts)}.`);
await client.downloadArtifact(id, { path: path.join(folder, 'out') });
