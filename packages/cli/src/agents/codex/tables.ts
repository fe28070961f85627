/** What stands in Codex' databases and session files, as 0.171 writes them. */
import type { DatabaseLaws, JsonLabels } from '../agent.ts';
import type { JsonLaws } from '../json-laws.ts';

const ITEM = [
  'id',
  'type',
  'role',
  'name',
  'call_id',
  'status',
  'turn_id',
  'thread_id',
  'session_id',
  'response_id',
];

/** Of the lines of a session. A key or an item of the same name stands in `payload` and in `payload.item`. */
export const jsonLaws: JsonLaws = {
  belongs: [],
  fixed: [
    'timestamp',
    'type',
    'ordinal',
    'session_id',
    'ts',
    ...ITEM.map((key) => `payload.${key}`),
    ...ITEM.map((key) => `payload.item.${key}`),
    'payload.content.*.type',
    'payload.summary.*.type',
  ],
  signed: [{ having: { type: 'reasoning' }, signature: 'encrypted_content', covers: ['summary', 'content'] }],
  opaque: ['**.encrypted_content'],
};

export const jsonLabels: JsonLabels = {
  session: ['session_id', 'payload.session_id', 'payload.thread_id'],
  title: [],
  time: ['timestamp', 'ts'],
};

export const database: DatabaseLaws = {
  belongs: [],
  fixed: [
    { table: '_sqlx_migrations' },
    {
      table: 'threads',
      columns: [
        'id',
        'rollout_path',
        'source',
        'model_provider',
        'model',
        'cli_version',
        'cwd',
        'approval_mode',
        'sandbox_policy',
        'history_mode',
      ],
    },
    { table: 'thread_items', columns: ['thread_id', 'turn_id', 'item_id', 'item_type'] },
    {
      table: 'thread_turns',
      columns: ['thread_id', 'turn_id', 'status', 'first_user_item_id', 'final_agent_item_id'],
    },
    { table: 'logs', columns: ['level', 'target', 'module_path', 'file', 'thread_id', 'process_uuid'] },
    { table: 'jobs', columns: ['kind', 'job_key', 'status', 'worker_id', 'ownership_token'] },
    { table: 'backfill_state' },
    { table: 'rollout_migration_state' },
    { table: 'rollout_migration_skipped_rollouts' },
    { table: 'remote_control_enrollments' },
    { table: 'session_model_ids' },
    { table: 'project_roots' },
  ],
  editable: [],
  contentAddressed: [],
  json: {
    belongs: [],
    fixed: ['id', 'type', 'status', 'callId', 'call_id'],
    signed: jsonLaws.signed,
    opaque: ['**.encrypted_content', '**.encryptedContent'],
  },
  sessions: { tables: ['threads'], id: 'id', title: 'title' },
  rows: [
    { table: 'threads', session: 'id', time: 'created_at', unit: 's' },
    { table: 'thread_items', session: 'thread_id', time: 'created_at_ms' },
    { table: 'thread_realtime_items', session: 'thread_id', time: 'created_at_ms' },
    { table: 'thread_turns', session: 'thread_id', time: 'started_at', unit: 's' },
    { table: 'thread_goals', session: 'thread_id', time: 'created_at_ms' },
    { table: 'thread_dynamic_tools', session: 'thread_id' },
    { table: 'thread_attachments', session: 'thread_id', time: 'created_at' },
    { table: 'guardian_review_feedback', session: 'thread_id' },
    { table: 'logs', session: 'thread_id', time: 'ts', unit: 's' },
    { table: 'stage1_outputs', session: 'thread_id', time: 'generated_at', unit: 's' },
    { table: 'queued_items', session: 'thread_id', time: 'created_at_ms' },
  ],
};
