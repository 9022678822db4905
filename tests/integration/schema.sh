#!/bin/sh
# Audits of all kinds are what audit.schema.json says, as a published validator
# sees it; and one that is changed is not. Environment: as for lib.sh; SCHEMAS:
# the folder of audit/.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/integration/npm-lib.sh
. "$(dirname "$0")/npm-lib.sh"

kept=$PWD/schema.out
npm_keep "$kept" ajv@8.17.1

cat >"$work/look.js" <<'EOF2'
const { readFileSync } = require("fs");
const Ajv = require("ajv/dist/2020");
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const [schema, ...files] = process.argv.slice(2);
const fits = new Ajv({ allErrors: true, strict: true,
  allowUnionTypes: true }).compile(read(schema));
const say = (file, audit) => console.log(fits(audit) ? "fits" : "odd", file,
  JSON.stringify(fits.errors?.slice(0, 3) ?? ""));
for (const file of files) say(file, read(file));
const audit = read(files[0]);
say("more", { ...audit, more: 1 });
say("less", { ...audit, tally: undefined });
say("word", { ...audit, outcome: "fine" });
say("time", { ...audit, started: "today" });
say("part", { ...audit, target: { ...audit.target, id: 7 } });
EOF2

# keep NAME: the audit of the last scan.
keep() {
    cp "$work/audit.json" "$work/kept-$1.json"
}

for tenant in full table stripped locked; do
    sim_start --tenant "$tenant"
    scan --option livelinks=yes
    keep "$tenant"
done
sim_start --tenant full
scan --excess fail --baseline "$work/kept-stripped.json"
keep changed
sim_stop
scan
keep unreachable

NODE_PATH=$kept/node_modules node "$work/look.js" \
    "$top/audit/audit.schema.json" "$work"/kept-*.json \
    "$top"/tests/golden/*.json >"$work/seen" 2>&1
same 'the validator ends with' 0 $?
same 'audits that are not as the schema says' 'odd less
odd more
odd part
odd time
odd word' "$(sed -n 's/^\(odd [^ ]*\) .*/\1/p' "$work/seen" | LC_ALL=C sort)"
holds 'a golden was looked at' "$work/seen" '^fits .*/rich.json '
done_testing
