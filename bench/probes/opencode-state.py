# A home directory with an OpenCode database of about so many bytes, and the same text in one file:
#   python opencode-state.py HOME BYTES TEXT SOURCES
# SOURCES names a file that lists source files, one a line: what tools showed. Every megabyte or so holds a database URL with
# a password, made here. The schema is the part of OpenCode's that a session fills.
import json
import os
import random
import sqlite3
import string
import sys

home, size, text, sources = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
chance = random.Random(size)
with open(sources) as file:
    names = file.read().split('\n')
outputs = []
for name in names:
    with open(name, errors='replace') as file:
        outputs.append(file.read())

folder = os.path.join(home, '.local/share/opencode')
os.makedirs(folder)
db = sqlite3.connect(os.path.join(folder, 'opencode.db'), isolation_level=None)
db.executescript('''
pragma journal_mode = wal;
create table project(id text primary key, worktree text not null);
create table session(id text primary key, project_id text not null, slug text not null, title text not null, revert text, time_created integer not null, time_updated integer not null);
create table message(id text primary key, session_id text not null, time_created integer not null, time_updated integer not null, data text not null);
create table part(id text primary key, message_id text not null, session_id text not null, time_created integer not null, time_updated integer not null, data text not null);
begin;
''')
TIME = 1_790_000_000_000
PER_SECRET = 1 << 20
PER_SESSION = 200
written = 0
owed = PER_SECRET // 2
row = 0
with open(text, 'w') as plain:
    while written < size:
        session = f'ses_{row // PER_SESSION:06}'
        if row % PER_SESSION == 0:
            db.execute('insert into session values(?,?,?,?,?,?,?)', (session, 'prj_1', f'calm-otter-{row}', f'Look at part {row}', None, TIME, TIME))
            db.execute('insert into message values(?,?,?,?,?)', (f'msg_{row:08}', session, TIME, TIME, json.dumps({'role': 'assistant', 'modelID': 'm', 'time': {'created': TIME}})))
            message = f'msg_{row:08}'
        output = outputs[row % len(outputs)]
        if owed >= PER_SECRET:
            owed = 0
            password = ''.join(chance.choices(string.ascii_letters + string.digits, k=20))
            output = f'DATABASE_URL=postgres://app:{password}@db.example.com/app\n' + output  # staunch:allow
        if row % 3 == 2:
            data = {'type': 'text', 'text': output[:2000]}
        else:
            state = {'status': 'completed', 'input': {'command': f'cat src/part-{row}.ts'}, 'output': output, 'metadata': {'exit': 0}}
            data = {'type': 'tool', 'callID': f'call_{row}', 'tool': 'bash', 'state': state}
        line = json.dumps(data)
        db.execute('insert into part values(?,?,?,?,?,?)', (f'prt_{row:010}', message, session, TIME + row, TIME + row, line))
        plain.write(line + '\n')
        written += len(line)
        owed += len(line)
        row += 1
        if row % 5000 == 0:
            db.execute('commit')
            db.execute('begin')
db.execute('commit')
db.execute('pragma wal_checkpoint(truncate)')
db.close()
