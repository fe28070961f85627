/** What stands in Claude Code's JSON, as 2.1 writes it. */
import type { JsonLabels } from '../agent.ts';
import type { JsonLaws } from '../json-laws.ts';

/** Of the lines of a session, and of the history of prompts. */
export const sessionLaws: JsonLaws = {
  belongs: [],
  fixed: [
    'type',
    'uuid',
    'parentUuid',
    'leafUuid',
    'sessionId',
    'promptId',
    'requestId',
    'id',
    'timestamp',
    'version',
    'hash',
    'shapeHash',
    'requestDigest',
    'base',
    'requestRef',
    'sourceToolAssistantUUID',
    'agentId',
    ...['id', 'type', 'role', 'model', 'stop_reason'].map((key) => `message.${key}`),
    ...['id', 'type', 'name', 'tool_use_id'].map((key) => `message.content.*.${key}`),
  ],
  signed: [{ having: { type: 'thinking' }, signature: 'signature', covers: ['thinking'] }],
  opaque: ['**.content.*.signature', 'message.content.*.data'],
};

export const sessionLabels: JsonLabels = {
  session: ['sessionId'],
  title: ['customTitle', 'aiTitle', 'summary', 'title'],
  time: ['timestamp'],
};

const SERVERS = ['mcpServers.*', 'projects.*.mcpServers.*'];

/** Of `.claude.json`, its backups, settings and `.mcp.json`: what the user put there for programs to use. */
export const configurationLaws: JsonLaws = {
  belongs: [
    ...SERVERS.flatMap((server) =>
      ['env', 'headers', 'args', 'url', 'oauth'].map((key) => `${server}.${key}`),
    ),
    'env',
    'oauthAccount',
    'primaryApiKey',
    'customApiKeyResponses',
  ],
  fixed: ['userID', 'machineID', 'anonymousId'],
  signed: [],
  opaque: ['userID', 'machineID', 'anonymousId'],
};
