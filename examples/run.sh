#!/bin/sh
# Builds libprogram and runs its main job. On a fresh Debian 12 nothing else is needed before:
#
#   sh examples/run.sh
#
# Installs what is missing (as root, or with sudo), builds into build/examples, checks the plan 1780
# programme, shows its responsibility matrix, and ends with a table of indicators by district and quarter, and with where one of its
# numbers comes from. The
# second run takes seconds.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

# shellcheck disable=SC2086
need $BUILD_PACKAGES
say "building into build/examples"
cmake -B build/examples -G Ninja -DCMAKE_BUILD_TYPE=Release -DPRG_BUILD_TESTS=OFF >/dev/null
cmake --build build/examples

prg=build/examples/examples/prg
plan=examples/plan-1780/programme.json

say "prg version"
$prg version

say "prg validate $plan"
$prg validate $plan

say "prg who $plan \"Công an tỉnh\" --on 2018-06-01: what the provincial police have to do"
$prg who $plan "Công an tỉnh" --on 2018-06-01

say "prg tasks $plan --without lead: the tasks that nobody leads"
$prg tasks $plan --without lead

say "prg matrix $plan: who has which role in which of the 82 tasks"
$prg matrix $plan

say "prg values check: are the files of values in order?"
$prg values check $plan examples/plan-1780/values-press.csv examples/plan-1780/values-demo.csv

say "prg compute: four indicators by district and quarter of 2018, from figures made up for demonstration"
$prg compute $plan examples/plan-1780/values-demo.csv --lang en \
        --indicators addicts_registered,methadone_coverage,drug_cases_detected,communication_sessions \
        --areas LC,level:district --periods vn:2018-Q1..2018-Q4 --down indicators,areas

say "prg explain: where the share on Methadone of one district and year comes from"
$prg explain $plan examples/plan-1780/values-demo.csv --lang en \
        --indicators methadone_coverage --areas LC-106 --periods vn:2018 --depth 2

say "prg explain: the treatment rate, which is computed by a formula, and what if 302 people were on Methadone"
$prg explain $plan examples/plan-1780/values-demo.csv --lang en \
        --indicators treatment_rate --areas LC-106 --periods vn:2018 --depth 1
$prg compute $plan examples/plan-1780/values-demo.csv --lang en \
        --indicators treatment_rate --areas LC-106 --periods vn:2018 --set methadone_patients@LC-106@vn:2018-12=302
