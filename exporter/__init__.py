"""One plain-text question bank in; validated packages for learning platforms and for paper out."""

__version__ = "0.1.0"
