"""A release: all outputs of a bank under one version, judged, listed with their digests, and never changed again."""

from exporter.release.make import Release, make

__all__ = ["Release", "make"]
