# Hyperscan over a text in memory: python hyperscan.py PACKAGES TEXT EXPRESSIONS RUNS
# EXPRESSIONS is JSON: [{"pattern", "caseless"}, …]. Prints {"seconds": […], "matches", "compiled", "refused"}; compiling is
# not in the seconds.
import json
import sys
import time

sys.path.insert(0, sys.argv[1])
import hyperscan  # noqa: E402

with open(sys.argv[2], 'rb') as file:
    text = file.read()
with open(sys.argv[3]) as file:
    wanted = json.load(file)


def flags(one):
    return hyperscan.HS_FLAG_CASELESS if one['caseless'] else 0


good = []
for one in wanted:
    try:
        hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK).compile(
            expressions=[one['pattern'].encode()], ids=[0], elements=1, flags=[flags(one)]
        )
        good.append(one)
    except Exception:
        pass

database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
database.compile(
    expressions=[one['pattern'].encode() for one in good],
    ids=list(range(len(good))),
    elements=len(good),
    flags=[flags(one) for one in good],
)
matches = 0


def found(*_):
    global matches
    matches += 1


database.scan(text, match_event_handler=found)
# a call of Python for each match would be most of the time
seconds = []
for _ in range(int(sys.argv[4])):
    started = time.perf_counter()
    database.scan(text)
    seconds.append(time.perf_counter() - started)
print(json.dumps({'seconds': seconds, 'matches': matches, 'compiled': len(good), 'refused': len(wanted) - len(good)}))
