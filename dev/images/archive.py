"""archive.py OUT REFERENCE CONFIG-JSON LAYER.tar...: writes an image as a docker-archive, the same bytes for the same input."""
import hashlib
import io
import json
import platform
import sys
import tarfile

out, reference, config, *layers = sys.argv[1:]


def digest(path):
    with open(path, "rb") as file:
        sha = hashlib.sha256()
        for block in iter(lambda: file.read(1 << 20), b""):
            sha.update(block)
        return sha.hexdigest()


digests = [digest(layer) for layer in layers]
image = json.dumps({
    "architecture": {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()],
    "os": "linux",
    "config": json.loads(config),
    "rootfs": {"type": "layers", "diff_ids": ["sha256:" + d for d in digests]},
}).encode()
name = hashlib.sha256(image).hexdigest() + ".json"
manifest = json.dumps([{"Config": name, "RepoTags": [reference], "Layers": [d + ".tar" for d in digests]}]).encode()

with tarfile.open(out, "w") as archive:
    # The manifest first: who only wants to know what is inside need not read on.
    for member, content in (("manifest.json", manifest), (name, image)):
        info = tarfile.TarInfo(member)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    for d, layer in zip(digests, layers):
        info = archive.gettarinfo(layer, d + ".tar")
        info.mtime = 0
        with open(layer, "rb") as file:
            archive.addfile(info, file)
