/** What stands in OpenCode's database and JSON files. As OpenCode 1.18 makes them; of its 2.0 what is published. */
import type { DatabaseLaws, JsonLabels } from '../agent.ts';
import type { JsonLaws } from '../json-laws.ts';

const PART = [
  'id',
  'messageID',
  'sessionID',
  'type',
  'callID',
  'tool',
  'state.status',
  'snapshot',
  'hash',
  'mime',
];
const INFO = [
  'id',
  'sessionID',
  'parentID',
  'projectID',
  'role',
  'slug',
  'version',
  'mode',
  'agent',
  'modelID',
  'providerID',
];
const EVENT = ['sessionID', 'messageID', 'partID', 'id', 'type', 'seq'];

/** Where a part has what its model's server wants back: of 1.18, and as its 2.0 calls it. */
const METADATA = ['metadata', 'providerMetadata'];
const SIGNATURES = METADATA.flatMap((at) =>
  [
    'anthropic.signature',
    'bedrock.signature',
    'google.thoughtSignature',
    'vertex.thoughtSignature',
    'google-vertex.thoughtSignature',
  ].map((key) => `${at}.${key}`),
);

export const jsonLaws: JsonLaws = {
  belongs: [],
  fixed: [
    ...PART,
    ...PART.map((path) => `part.${path}`),
    ...INFO,
    ...INFO.map((path) => `info.${path}`),
    ...EVENT,
    'snapshot',
    'revert.messageID',
    'revert.partID',
    'revert.snapshot',
    'info.revert.messageID',
    'info.revert.partID',
    'info.revert.snapshot',
  ],
  signed: [
    ...SIGNATURES.map((signature) => ({ having: { type: 'reasoning' }, signature, covers: ['text'] })),
    // OpenRouter's list of what it was given, beside the text
    { having: { type: 'reasoning.text' }, signature: 'signature', covers: ['text'] },
  ],
  opaque: [
    ...METADATA.flatMap((at) =>
      ['signature', 'redactedData', 'thoughtSignature', 'reasoningEncryptedContent', 'reasoningOpaque'].map(
        (key) => `**.${at}.*.${key}`,
      ),
    ),
    '**.reasoning_details.*.signature',
    '**.reasoning_details.*.data',
  ],
};

export const database: DatabaseLaws = {
  belongs: [
    { table: 'account' },
    { table: 'control_account' },
    { table: 'credential' },
    { table: 'session_share' },
  ],
  fixed: [
    {
      table: 'session',
      columns: ['id', 'project_id', 'workspace_id', 'parent_id', 'slug', 'version', 'agent'],
    },
    {
      table: 'session_v2',
      columns: ['id', 'project_id', 'workspace_id', 'parent_id', 'slug', 'version', 'agent'],
    },
    { table: 'message', columns: ['id', 'session_id'] },
    { table: 'part', columns: ['id', 'message_id', 'session_id'] },
    { table: 'event', columns: ['id', 'aggregate_id', 'type'] },
    { table: 'event_sequence' },
    { table: 'session_message', columns: ['id', 'session_id', 'type'] },
    { table: 'session_input', columns: ['id', 'session_id', 'delivery'] },
    { table: 'todo', columns: ['session_id', 'status', 'priority'] },
    { table: 'permission', columns: ['id', 'project_id', 'action'] },
    { table: 'project', columns: ['id', 'worktree', 'vcs'] },
    { table: 'project_directory' },
    { table: 'workspace', columns: ['id', 'type', 'project_id'] },
    { table: 'account_state' },
    { table: 'data_migration' },
    { table: 'migration' },
  ],
  editable: [{ table: 'permission', columns: ['resource'] }],
  contentAddressed: ['instruction_blob'],
  json: jsonLaws,
  document: 'data',
  sessions: { tables: ['session', 'session_v2'], id: 'id', title: 'title' },
  rows: [
    { table: 'session', session: 'id', time: 'time_created' },
    { table: 'session_v2', session: 'id', time: 'time_created' },
    { table: 'message', session: 'session_id', time: 'time_created' },
    { table: 'part', session: 'session_id', time: 'time_created' },
    { table: 'event', session: 'aggregate_id', timeInDocument: 'time' },
    { table: 'todo', session: 'session_id', time: 'time_created' },
    { table: 'permission', time: 'time_created' },
    { table: 'session_share', session: 'session_id', time: 'time_created' },
    { table: 'session_input', session: 'session_id', time: 'time_created' },
    { table: 'session_message', session: 'session_id', time: 'time_created' },
    { table: 'session_context_epoch', session: 'session_id' },
    { table: 'session_pending', session: 'session_id', time: 'time_created' },
    { table: 'session_inbox', session: 'session_id', time: 'time_created' },
    { table: 'account', time: 'time_created' },
    { table: 'control_account', time: 'time_created' },
    { table: 'credential', time: 'time_created' },
  ],
};

/** Of the trees of JSON files that older versions left. */
export const jsonLabels: JsonLabels = {
  session: ['sessionID', 'id'],
  title: ['title'],
  time: ['time.created', 'time.start', 'timestamp'],
};
