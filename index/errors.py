"""The exception tree. Every message is one line that names what is wrong and where.

WhoclaimsError
├── InputError            something handed in cannot be used (file, URL, question, option)
│   ├── LoadError         an article cannot be read
│   ├── FetchError        a URL is refused or cannot be fetched
│   └── UnknownArticle    no article of that id in this space
├── StoreError            the data folder or database cannot be used
│   ├── ModelMismatch     the index was built with another embedding model
│   ├── SpaceDeleted      all that a space held was deleted after this began
│   └── StoreLocked       another process holds what this one needs
├── SettingsError         a setting is missing or wrong
├── PromptError           a prompt file or one of its variables is missing
└── ModelError            the hosted model did not give a usable answer
"""

from __future__ import annotations


class WhoclaimsError(Exception):
    """Base of all errors that are told to a user as one line."""


class InputError(WhoclaimsError):
    """Something handed in cannot be used."""


class LoadError(InputError):
    """An article cannot be read."""


class FetchError(InputError):
    """A URL is refused or cannot be fetched."""


class UnknownArticle(InputError):
    """No article of that id in this space."""


class StoreError(WhoclaimsError):
    """The data folder or database cannot be used."""


class ModelMismatch(StoreError):
    """The index was built with another embedding model."""


class SpaceDeleted(StoreError):
    """All that a space held was deleted after this began."""


class StoreLocked(StoreError):
    """Another process holds what this one needs."""


class SettingsError(WhoclaimsError):
    """A setting is missing or wrong."""


class PromptError(WhoclaimsError):
    """A prompt file or one of its variables is missing."""


class ModelError(WhoclaimsError):
    """The hosted model did not give a usable answer."""
