"""Prints NAME CONFIG-DIGEST for each image of a docker-archive."""
import json
import os
import sys
import tarfile

with tarfile.open(sys.argv[1]) as archive:
    for member in archive:
        if member.name == "manifest.json":
            for image in json.load(archive.extractfile(member)):
                digest = os.path.basename(image["Config"]).split(".")[0]
                for name in image["RepoTags"] or []:
                    print(name, digest)
            break
