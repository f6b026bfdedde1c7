#!/usr/bin/env python3
"""Compares the findings of `istio-imgen check` with those of hadolint on Istio's own Dockerfiles.

    benches/hadolint.py ISTIO.git PATH/TO/hadolint PATH/TO/istio-imgen [TAG…]

Each file of each tag counts once; a rule counts once a file. Prints a table: hadolint's rule, found by both, only by us,
only by hadolint.
"""

import collections
import json
import os
import subprocess
import sys
import tempfile

TAGS = ["1.10.6", "1.13.9", "1.16.7", "1.18.7", "1.20.8", "1.22.8", "1.24.6", "1.26.8", "1.28.0", "1.30.3"]


def git(repository, *arguments):
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True).stdout


def extract(repository, tags, directory):
    """Writes the Dockerfiles of the tags; those that are templates of something else stay out."""
    seen, written = set(), []
    for tag in tags:
        for line in git(repository, "ls-tree", "-r", tag).decode().splitlines():
            meta, path = line.split("\t", 1)
            name = os.path.basename(path)
            if not name.startswith("Dockerfile") or name.endswith((".md", ".dockerignore", ".gotmpl")):
                continue
            blob = meta.split()[2]
            target = os.path.join(directory, tag, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(git(repository, "cat-file", "blob", blob))
            written.append(target)
            seen.add(blob)
    return written, len(seen)


def main():
    repository, hadolint, own = sys.argv[1:4]
    tags = sys.argv[4:] or TAGS
    with tempfile.TemporaryDirectory() as directory:
        files, different = extract(repository, tags, directory)
        config = os.path.join(directory, "hadolint.yaml")
        with open(config, "w", encoding="utf-8") as file:
            file.write("no-fail: true\n")
        theirs = collections.defaultdict(set)
        ran = subprocess.run([hadolint, "-c", config, "-f", "json", *files], capture_output=True, check=False)
        for finding in json.loads(ran.stdout):
            theirs[finding["code"]].add(finding["file"])
        ran = subprocess.run([own, "check", "--format", "json", "--threshold", "none", *files], capture_output=True, check=False)
        ours, ids, alone = collections.defaultdict(set), collections.defaultdict(set), collections.Counter()
        for finding in json.loads(ran.stdout)["findings"]:
            codes = [link["id"] for link in finding["links"] if link["checker"] == "hadolint"]
            for code in codes:
                ours[code].add(finding["path"])
                ids[code].add(finding["rule"])
            if not codes:
                alone[finding["rule"]] += 1
        # One rule of ours may stand for two of theirs, for yum and for dnf: only what they found of the two counts.
        print(f"{len(files)} files of {len(tags)} tags, {different} different\n")
        print("| hadolint | ours | both | only ours | only theirs |\n| --- | --- | --- | --- | --- |")
        for code in sorted(set(theirs) | set(ours)):
            both = len(theirs[code] & ours[code])
            only_ours, only_theirs = sorted(ours[code] - theirs[code]), sorted(theirs[code] - ours[code])
            rules = ", ".join(f"`{rule}`" for rule in sorted(ids[code]))
            print(f"| {code} | {rules} | {both} | {len(only_ours)} | {len(only_theirs)} |")
            if os.environ.get("SHOW"):
                for side, paths in (("ours", only_ours), ("theirs", only_theirs)):
                    for path in paths[:4]:
                        print(f"    only {side}: {os.path.relpath(path, directory)}")
        print("\nRules without a counterpart:", ", ".join(f"{rule} {count}" for rule, count in alone.most_common()))


if __name__ == "__main__":
    main()
