#!/usr/bin/env bash
# Makes everything anew; needs the network for PyPI, for nothing else. The environments stay in the folder named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
envs=${1:?name a folder for the environments}
export PYTHONDONTWRITEBYTECODE=1

environment() {
    [ -d "$envs/$1" ] && return
    python3 -m venv "$envs/$1"
    "$envs/$1/bin/pip" install --quiet --upgrade pip
    "$envs/$1/bin/pip" install --quiet -r "$2"
}
environment trafilatura requirements.txt
for program in newspaper4k news-please fundus; do environment "$program" "requirements-$program.txt"; done

"$envs/trafilatura/bin/python" pages.py
for program in trafilatura newspaper4k news-please fundus; do "$envs/$program/bin/python" extract.py "$program"; done
for script in convert broken expected; do "$envs/trafilatura/bin/python" "$script.py"; done
