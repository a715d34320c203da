"""The bank in the author's browser: read again at each edit, shown by a server that only this machine reaches.

`state` reads, `live` watches and tells, `pages` makes the pages from `templates/preview`, `server` answers.
"""
