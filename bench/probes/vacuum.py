# VACUUM alone: python vacuum.py DATABASE
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('vacuum')
db.execute('pragma wal_checkpoint(truncate)')
db.close()
